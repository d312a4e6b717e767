//! What Python's `json.loads` makes of a text, so that answers are compared as Python would: integers and floats differ,
//! members have an order, texts may have lone surrogates, and of two members of one name the last one counts.

/// A value of Python.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PythonValue {
    None,
    Bool(bool),
    /// Its digits.
    Int(String),
    /// The bits, for `nan` is not equal to itself.
    Float(u64),
    Str(Vec<u16>),
    List(Vec<Self>),
    Dict(Vec<(Vec<u16>, Self)>),
}

impl PythonValue {
    /// Reads a text, which must be JSON or what Python takes for it.
    pub(crate) fn read(text: &str) -> Self {
        let mut reader = Reader { text: text.as_bytes(), at: 0 };
        let value = reader.value();
        reader.blanks();
        assert_eq!(reader.at, text.len(), "something follows the value: {text}");
        value
    }
}

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &[u8] {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().iter().take_while(|byte| b" \t\n\r".contains(byte)).count();
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word.as_bytes());
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn value(&mut self) -> PythonValue {
        self.blanks();
        let first = self.rest()[0];
        match first {
            b'{' => self.dict(),
            b'[' => self.list(),
            b'"' => PythonValue::Str(self.string()),
            b'N' if self.takes("NaN") => PythonValue::Float(f64::NAN.to_bits()),
            b'I' if self.takes("Infinity") => PythonValue::Float(f64::INFINITY.to_bits()),
            b'-' if self.takes("-Infinity") => PythonValue::Float(f64::NEG_INFINITY.to_bits()),
            _ if self.takes("null") => PythonValue::None,
            _ if self.takes("true") => PythonValue::Bool(true),
            _ if self.takes("false") => PythonValue::Bool(false),
            _ => self.number(),
        }
    }

    fn number(&mut self) -> PythonValue {
        let length = self.rest().iter().take_while(|byte| b"+-.0123456789eE".contains(byte)).count();
        let text = str::from_utf8(&self.rest()[..length]).unwrap().to_owned();
        assert!(length > 0, "no value at {}", self.at);
        self.at += length;
        if text.contains(['.', 'e', 'E']) {
            return PythonValue::Float(text.parse::<f64>().unwrap().to_bits());
        }
        PythonValue::Int(if text == "-0" { "0".to_owned() } else { text })
    }

    fn list(&mut self) -> PythonValue {
        let mut items = Vec::new();
        self.at += 1;
        self.blanks();
        while !self.takes("]") {
            items.push(self.value());
            self.blanks();
            assert!(self.takes(",") || self.rest()[0] == b']');
        }
        PythonValue::List(items)
    }

    fn dict(&mut self) -> PythonValue {
        let mut members: Vec<(Vec<u16>, PythonValue)> = Vec::new();
        self.at += 1;
        self.blanks();
        while !self.takes("}") {
            self.blanks();
            let name = self.string();
            self.blanks();
            assert!(self.takes(":"));
            let value = self.value();
            match members.iter_mut().find(|(other, _)| *other == name) {
                Some((_, earlier)) => *earlier = value,
                None => members.push((name, value)),
            }
            self.blanks();
            assert!(self.takes(",") || self.rest()[0] == b'}');
        }
        PythonValue::Dict(members)
    }

    fn string(&mut self) -> Vec<u16> {
        assert!(self.takes("\""));
        let mut units = Vec::new();
        loop {
            let rest = str::from_utf8(self.rest()).unwrap();
            let character = rest.chars().next().unwrap();
            self.at += character.len_utf8();
            match character {
                '"' => return units,
                '\\' => units.push(self.escape()),
                _ => units.extend_from_slice(character.encode_utf16(&mut [0; 2])),
            }
        }
    }

    fn escape(&mut self) -> u16 {
        let letter = self.rest()[0];
        self.at += 1;
        match letter {
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'u' => {
                let digits = str::from_utf8(&self.rest()[..4]).unwrap();
                let unit = u16::from_str_radix(digits, 16).unwrap();
                self.at += 4;
                unit
            }
            other => u16::from(other),
        }
    }
}

#[test]
fn values_are_told_apart() {
    let read = PythonValue::read;
    assert_eq!(
        read(" {\"a\": 1, \"b\": [true, null], \"\\u0061\": \"\\ud83d\\ude00\"} "),
        read("{\"a\":\"😀\",\"b\":[true,null]}")
    );
    assert_ne!(read("1"), read("1.0"));
    assert_eq!(read("[-0,1e2,NaN]"), read("[0,100.0,NaN]"));
    assert_ne!(read("{\"a\":1,\"b\":2}"), read("{\"b\":2,\"a\":1}"));
    assert_ne!(read("\"\\ud800\""), read("\"\\ud801\""));
}
