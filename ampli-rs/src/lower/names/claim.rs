//! What an identifier takes up: two names may not share a claim.

use std::collections::HashMap;

use ecow::EcoString;

use super::derived::type_and_file;
use crate::lock::Key;

/// Where an identifier appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Namespace {
    /// Functions of the module.
    Function,
    /// Types of the module.
    Type,
    /// Files of the folder of events.
    File,
    /// Fields of one struct.
    Field,
    /// Variants of one enumeration.
    Variant,
}

/// One name in one namespace.
pub(super) type Claim = (Namespace, EcoString);

/// What `key` takes up if it is called `identifier`. An event appears in three namespaces, all else in one.
pub(super) fn claims(key: &Key, identifier: &EcoString) -> Vec<Claim> {
    match key {
        Key::Event { .. } => {
            let (type_name, file) = type_and_file(key, identifier);
            vec![
                (Namespace::Function, identifier.clone()),
                (Namespace::Type, type_name.into()),
                (Namespace::File, file.into()),
            ]
        }
        Key::Type(_) => vec![(Namespace::Type, identifier.clone())],
        Key::Property(_) => vec![(Namespace::Field, identifier.clone())],
        Key::Value(_) => vec![(Namespace::Variant, identifier.clone())],
    }
}

/// Groups the members that share claims, directly or through others; each group and the groups in order.
pub(super) fn groups(claims: &[Vec<Claim>]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..claims.len()).collect();
    let mut first: HashMap<&Claim, usize> = HashMap::new();
    for (member, own) in claims.iter().enumerate() {
        for claim in own {
            let other = *first.entry(claim).or_insert(member);
            let (left, right) = (find(&leader, member), find(&leader, other));
            leader[left.max(right)] = left.min(right);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); claims.len()];
    for member in 0..claims.len() {
        groups[find(&leader, member)].push(member);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn find(leader: &[usize], mut member: usize) -> usize {
    while leader[member] != member {
        member = leader[member];
    }
    member
}

#[cfg(test)]
mod tests {
    use ecow::EcoString;

    use super::{Namespace, groups};

    #[test]
    fn groups_are_closed_over_shared_claims() {
        let claim = |name: &str| (Namespace::Type, EcoString::from(name));
        let claims = [vec![claim("a")], vec![claim("b")], vec![claim("c"), claim("a")], vec![claim("c")]];
        assert_eq!(groups(&claims), [vec![0, 2, 3], vec![1]]);
    }
}
