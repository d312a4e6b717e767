/// Who a token belongs to, and what it opens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// The person's address or name; `None` for tokens that belong to no person.
    pub user: Option<String>,
    /// The names of the organisations.
    pub organisations: Vec<String>,
    /// The workspaces or projects, as locations name them.
    pub workspaces: Vec<Workspace>,
}

/// A workspace or project that a token opens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workspace {
    /// The vendor's id.
    pub id: String,
    /// The name for people; empty when there is none.
    pub name: String,
}

/// A branch of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branch {
    /// The vendor's id.
    pub id: String,
    /// The name, as locations have it.
    pub name: String,
    /// Whether it is the one that is read when a location names none.
    pub is_default: bool,
}
