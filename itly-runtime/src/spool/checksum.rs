//! CRC32C (Castagnoli), the checksum of iSCSI: RFC 3720, appendix B.4.

/// The polynomial 0x1edc6f41, its bits in reverse.
const POLYNOMIAL: u32 = 0x82f6_3b78;

/// `TABLES[n][byte]` is the checksum of `byte` with n zero bytes behind it: eight bytes at a time instead of one.
static TABLES: [[u32; 256]; 8] = tables();

const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut rest = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            rest = if rest & 1 == 1 { (rest >> 1) ^ POLYNOMIAL } else { rest >> 1 };
            bit += 1;
        }
        tables[0][byte] = rest;
        byte += 1;
    }
    let mut index = 256;
    while index < 8 * 256 {
        let before = tables[index / 256 - 1][index % 256];
        tables[index / 256][index % 256] = (before >> 8) ^ tables[0][(before & 0xff) as usize];
        index += 1;
    }
    tables
}

/// The checksum of `bytes`.
pub(super) fn crc32c(bytes: &[u8]) -> u32 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut sum = u32::MAX;
    for eight in eights {
        let [a, b, c, d] = (sum ^ u32::from_le_bytes([eight[0], eight[1], eight[2], eight[3]])).to_le_bytes();
        sum = at(7, a)
            ^ at(6, b)
            ^ at(5, c)
            ^ at(4, d)
            ^ at(3, eight[4])
            ^ at(2, eight[5])
            ^ at(1, eight[6])
            ^ at(0, eight[7]);
    }
    for byte in rest {
        sum = (sum >> 8) ^ at(0, sum.to_le_bytes()[0] ^ byte);
    }
    !sum
}

fn at(table: usize, byte: u8) -> u32 {
    TABLES[table][usize::from(byte)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{POLYNOMIAL, crc32c};

    /// The definition, bit by bit.
    fn by_bits(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |rest, _| {
                (rest >> 1) ^ (POLYNOMIAL & (rest & 1).wrapping_neg())
            })
        })
    }

    #[test]
    fn vectors_of_rfc_3720() {
        let ascending: Vec<u8> = (0..32).collect();
        let descending: Vec<u8> = (0..32).rev().collect();
        let mut read_command = [0; 48];
        read_command[0] = 0x01;
        read_command[1] = 0xc0;
        read_command[16] = 0x14;
        read_command[22] = 0x04;
        read_command[27] = 0x14;
        read_command[31] = 0x18;
        read_command[32] = 0x28;
        read_command[40] = 0x02;
        assert_eq!(crc32c(&[0; 32]), 0x8a91_36aa);
        assert_eq!(crc32c(&[0xff; 32]), 0x62a8_ab43);
        assert_eq!(crc32c(&ascending), 0x46dd_794e);
        assert_eq!(crc32c(&descending), 0x113f_db5c);
        assert_eq!(crc32c(&read_command), 0xd996_3a56);
        assert_eq!(crc32c(b"123456789"), 0xe306_9283);
        assert_eq!(crc32c(b""), 0);
    }

    proptest! {
        #[test]
        fn tables_give_what_the_definition_gives(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(crc32c(&bytes), by_bits(&bytes));
        }
    }
}
