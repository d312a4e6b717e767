use std::ops::BitOr;

/// A set of hooks: those that a plugin implements.
///
/// `load` is not among them, it is always called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hooks(u32);

impl Hooks {
    /// No hook but `load`.
    pub const NONE: Hooks = Hooks(0);
    /// `validate`
    pub const VALIDATE: Hooks = Hooks(1);
    /// `alias`
    pub const ALIAS: Hooks = Hooks(1 << 1);
    /// `identify`
    pub const IDENTIFY: Hooks = Hooks(1 << 2);
    /// `group`
    pub const GROUP: Hooks = Hooks(1 << 3);
    /// `page`
    pub const PAGE: Hooks = Hooks(1 << 4);
    /// `screen`
    pub const SCREEN: Hooks = Hooks(1 << 5);
    /// `track`
    pub const TRACK: Hooks = Hooks(1 << 6);
    /// `post_alias`
    pub const POST_ALIAS: Hooks = Hooks(1 << 7);
    /// `post_identify`
    pub const POST_IDENTIFY: Hooks = Hooks(1 << 8);
    /// `post_group`
    pub const POST_GROUP: Hooks = Hooks(1 << 9);
    /// `post_page`
    pub const POST_PAGE: Hooks = Hooks(1 << 10);
    /// `post_screen`
    pub const POST_SCREEN: Hooks = Hooks(1 << 11);
    /// `post_track`
    pub const POST_TRACK: Hooks = Hooks(1 << 12);
    /// `flush`
    pub const FLUSH: Hooks = Hooks(1 << 13);
    /// `shutdown`
    pub const SHUTDOWN: Hooks = Hooks(1 << 14);
    /// `reset`
    pub const RESET: Hooks = Hooks(1 << 15);
    /// `alias`, `identify`, `group`, `page`, `screen` and `track`: what a destination sends.
    pub const ACTIONS: Hooks = Hooks(0b111_1110);
    /// Every hook.
    pub const ALL: Hooks = Hooks(0xffff);

    /// Whether every hook of `other` is in this set.
    pub const fn contains(self, other: Hooks) -> bool {
        self.0 & other.0 == other.0
    }

    /// The hooks of both sets; `|` does the same.
    pub const fn union(self, other: Hooks) -> Hooks {
        Hooks(self.0 | other.0)
    }
}

impl BitOr for Hooks {
    type Output = Hooks;

    fn bitor(self, other: Hooks) -> Hooks {
        self.union(other)
    }
}
