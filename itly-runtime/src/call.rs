//! The calls as plugins see them.

use std::any::Any;

use crate::event::Event;
use crate::properties::Properties;
use crate::stamp::Stamp;

/// What a plugin gets with its own entry of [`CallOptions`](crate::CallOptions).
pub(crate) type CallOption = dyn Any + Send + Sync;

macro_rules! call {
    ($(#[$documentation:meta])* $name:ident { $($(#[$field_documentation:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$documentation])*
        #[derive(Clone, Copy)]
        #[non_exhaustive]
        pub struct $name<'a> {
            $($(#[$field_documentation])* pub $field: $type,)*
            /// The id and the time of the call.
            pub stamp: Stamp,
            options: Option<&'a CallOption>,
        }

        impl<'a> $name<'a> {
            /// A call without options: the runtime makes its own, tests of plugins need theirs.
            pub fn new($($field: $type,)* stamp: Stamp) -> Self {
                Self { $($field,)* stamp, options: None }
            }

            /// The plugin's own entry of the [`CallOptions`](crate::CallOptions), if there is one of type `T`.
            /// Always `None` in `post_` hooks.
            pub fn options<T: Any>(&self) -> Option<&'a T> {
                self.options.and_then(|options| options.downcast_ref())
            }

            /// The plugin's own entry of the [`CallOptions`](crate::CallOptions), whatever its type.
            pub(crate) fn any_options(&self) -> Option<&'a CallOption> {
                self.options
            }

            /// The same call with the options that one plugin gets.
            #[must_use]
            pub fn with_options(self, options: Option<&'a CallOption>) -> Self {
                Self { options, ..self }
            }
        }
    };
}

call! {
    /// Two identities are one user.
    AliasCall {
        /// The identity to use from now on.
        user_id: &'a str,
        /// The one used before.
        previous_id: &'a str,
    }
}

call! {
    /// What is known of a user.
    IdentifyCall {
        /// The user.
        user_id: &'a str,
        /// What is known.
        properties: Option<&'a Properties<'a>>,
    }
}

call! {
    /// A user belongs to a group.
    GroupCall {
        /// The user.
        user_id: &'a str,
        /// The group.
        group_id: &'a str,
        /// What is known of the group.
        properties: Option<&'a Properties<'a>>,
    }
}

call! {
    /// A user sees a page.
    PageCall {
        /// The user.
        user_id: &'a str,
        /// The part of the site.
        category: Option<&'a str>,
        /// The page.
        name: Option<&'a str>,
        /// What is known of the page.
        properties: Option<&'a Properties<'a>>,
    }
}

call! {
    /// A user sees a screen of an application.
    ScreenCall {
        /// The user.
        user_id: &'a str,
        /// The screen.
        name: Option<&'a str>,
        /// What is known of the screen.
        properties: Option<&'a Properties<'a>>,
    }
}

call! {
    /// A user did something.
    TrackCall {
        /// The user.
        user_id: &'a str,
        /// What happened; its properties are the context overlaid by its own.
        event: &'a Event<'a>,
    }
}
