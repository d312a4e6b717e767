//! A hash that is the same in every build and on every machine.

/// Fowler, Noll and Vo's hash 1a, 64 bits. For telling texts apart, not for security.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}
