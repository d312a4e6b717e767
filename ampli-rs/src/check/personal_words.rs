//! The words by which names say that values are personal data.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::convention::words;

/// What is known by a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// What the values are, as messages say it.
    pub(super) noun: &'static str,
    pub(super) sort: Sort,
    /// Whether a number can hold it.
    pub(super) may_be_number: bool,
    /// The words in a row that say so; one of them is enough.
    phrases: &'static [&'static str],
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Who somebody is, or how to reach them.
    Person,
    /// A number that an authority or a bank has given.
    Number,
    /// What opens doors.
    Secret,
}

const fn term(noun: &'static str, sort: Sort, may_be_number: bool, phrases: &'static [&'static str]) -> Term {
    Term { noun, sort, may_be_number, phrases }
}

/// Words of names in English, and what they stand for. Words that mean harmless things as often are not here: `name`,
/// `mail`, `mobile`, `state`, `code`, `key`.
static TERMS: &[Term] = &[
    term(
        "an e-mail address",
        Sort::Person,
        false,
        &[
            "email",
            "e mail",
            "emails",
            "mail address",
            "email address",
            "email addresses",
            "e mail address",
            "emailaddress",
        ],
    ),
    term(
        "a telephone number",
        Sort::Person,
        true,
        &["phone", "phones", "telephone", "cellphone", "mobile number", "msisdn", "fax"],
    ),
    term("an IP address", Sort::Person, false, &["ip", "ips", "ipv4", "ipv6", "ip address", "ip addr"]),
    term(
        "a postal address",
        Sort::Person,
        false,
        &["address", "addresses", "street", "street name", "address line", "postal address", "home address"],
    ),
    term(
        "the name of a person",
        Sort::Person,
        false,
        &[
            "first name",
            "firstname",
            "last name",
            "lastname",
            "full name",
            "fullname",
            "surname",
            "given name",
            "family name",
            "maiden name",
            "middle name",
            "legal name",
        ],
    ),
    term(
        "a birth date",
        Sort::Person,
        true,
        &[
            "birthday",
            "birthdate",
            "birth date",
            "birth day",
            "birth year",
            "date of birth",
            "dob",
            "dateofbirth",
        ],
    ),
    term(
        "a social security or tax number",
        Sort::Number,
        true,
        &[
            "ssn",
            "sin number",
            "social security",
            "social security number",
            "tax id",
            "tax number",
            "national id",
            "national insurance",
            "itin",
            "nin number",
            "nhs number",
        ],
    ),
    term(
        "the number of an identity paper",
        Sort::Number,
        true,
        &[
            "passport",
            "passport number",
            "driver license",
            "drivers license",
            "driving licence",
            "identity card",
        ],
    ),
    term(
        "a bank account",
        Sort::Number,
        true,
        &["iban", "account number", "routing number", "sort code", "bank account"],
    ),
    term(
        "the number of a payment card",
        Sort::Secret,
        true,
        &["credit card", "creditcard", "card number", "cardnumber", "debit card", "cvv", "cvc", "card pan"],
    ),
    term(
        "a password",
        Sort::Secret,
        false,
        &["password", "passwords", "passwd", "pwd", "passphrase", "passcode", "pin code"],
    ),
    term(
        "a token or key that opens something",
        Sort::Secret,
        false,
        &[
            "token",
            "secret",
            "api key",
            "apikey",
            "private key",
            "access key",
            "auth",
            "authorization",
            "bearer",
            "credentials",
            "session cookie",
            "cookie",
            "otp",
            "one time code",
            "security answer",
        ],
    ),
];

/// Words with which a name tells about such data and does not hold them.
const ABOUT: &[&str] = &[
    "alerts",
    "algorithm",
    "anonymized",
    "anonymised",
    "anonymous",
    "area",
    "cause",
    "attempts",
    "bounced",
    "bytes",
    "campaign",
    "carrier",
    "category",
    "changed",
    "clicked",
    "consent",
    "count",
    "counts",
    "country",
    "created",
    "delivered",
    "digest",
    "disabled",
    "domain",
    "duration",
    "enabled",
    "encrypted",
    "error",
    "exists",
    "expired",
    "expires",
    "expiry",
    "format",
    "frequency",
    "hash",
    "hashed",
    "index",
    "invalid",
    "kind",
    "label",
    "length",
    "limit",
    "list",
    "masked",
    "md5",
    "method",
    "missing",
    "model",
    "notifications",
    "opened",
    "opt",
    "opted",
    "os",
    "placeholder",
    "pool",
    "prefix",
    "policy",
    "position",
    "preference",
    "preferences",
    "present",
    "provider",
    "reason",
    "redacted",
    "required",
    "reset",
    "screen",
    "sent",
    "sha",
    "sha1",
    "sha256",
    "size",
    "source",
    "state",
    "status",
    "step",
    "strength",
    "subject",
    "suffix",
    "suspended",
    "template",
    "total",
    "type",
    "udid",
    "updated",
    "usage",
    "used",
    "valid",
    "validated",
    "validity",
    "vendor",
    "verification",
    "verified",
    "version",
];

/// Words that begin a question, or a number of things.
const ASKING: &[&str] = &[
    "are", "can", "did", "does", "had", "has", "have", "is", "needs", "num", "number", "should", "was",
    "will", "with",
];

/// Words before an address that is no postal one, and before a street that is none.
const NO_HOME: &[&str] = &[
    "web", "url", "mac", "wallet", "contract", "memory", "page", "site", "server", "network", "host",
    "hardware", "link", "base", "start", "return", "register",
];

/// Every phrase with its term, by its first word.
static PHRASES: LazyLock<HashMap<&str, Vec<(&Term, &str)>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<(&Term, &str)>> = HashMap::new();
    for term in TERMS {
        for phrase in term.phrases {
            let first = phrase.split(' ').next().unwrap_or_default();
            phrases.entry(first).or_default().push((term, *phrase));
        }
    }
    phrases
});

/// What a property called `name` holds, if it says that it holds personal data. The longest words count.
pub(super) fn of_name(name: &str) -> Option<&'static Term> {
    let words: Vec<String> = words(name).iter().map(|word| word.to_lowercase()).collect();
    let starts = (0..words.len()).map(|start| &words[start..]);
    let found = starts.filter_map(|rest| {
        let of_first = PHRASES.get(rest.first()?.as_str())?.iter();
        of_first.filter(|(_, phrase)| begins(rest, phrase)).max_by_key(|(_, phrase)| phrase.len())
    });
    let (term, phrase) = found.max_by_key(|(_, phrase)| phrase.len())?;
    let is_home = *phrase != "address" || !words.iter().any(|word| NO_HOME.contains(&word.as_str()));
    (is_home && !only_tells(&words)).then_some(*term)
}

/// Whether a name only tells something about what it names: whether there is one, how many, since when.
fn only_tells(words: &[String]) -> bool {
    let asks = words.len() > 1 && words.first().is_some_and(|first| ASKING.contains(&first.as_str()));
    // `password_reset_at` is a moment.
    let is_moment = words.last().is_some_and(|last| last == "at");
    asks || is_moment || words.iter().any(|word| ABOUT.contains(&word.as_str()))
}

/// Whether `words` begin with those of `phrase`.
fn begins(words: &[String], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase.split(' ').all(|part| words.next().is_some_and(|word| word == part))
}

#[cfg(test)]
mod tests {
    use super::of_name;

    fn noun(name: &str) -> Option<&'static str> {
        of_name(name).map(|term| term.noun)
    }

    #[test]
    fn names_are_read_word_by_word() {
        for (name, expected) in [
            ("email", "an e-mail address"),
            ("userEmail", "an e-mail address"),
            ("Email Address", "an e-mail address"),
            ("emailAddresses", "an e-mail address"),
            ("e-mail", "an e-mail address"),
            ("contact_phone", "a telephone number"),
            ("ip", "an IP address"),
            ("clientIP", "an IP address"),
            ("ip_address", "an IP address"),
            ("billing_address", "a postal address"),
            ("firstName", "the name of a person"),
            ("date_of_birth", "a birth date"),
            ("DOB", "a birth date"),
            ("SSN", "a social security or tax number"),
            ("passport_number", "the number of an identity paper"),
            ("iban", "a bank account"),
            ("credit_card", "the number of a payment card"),
            ("password", "a password"),
            ("access_token", "a token or key that opens something"),
        ] {
            assert_eq!(noun(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn harmless_names_are_let_pass() {
        for name in [
            "ship",
            "emailed_count",
            "email_count",
            "email_hash",
            "hashedEmail",
            "has_email",
            "isEmailVerified",
            "phone_type",
            "number_of_phones",
            "token_count",
            "tokens_used",
            "tokenizer",
            "password_length",
            "wallet_address",
            "mac_address",
            "ip_version",
            "zip",
            "script",
            "passport_country",
            "addressed",
            "author",
            "authority",
            "phonetic",
            "tips",
            "",
            "_",
            "email_provider",
            "address_type",
            "birthplace",
            "anonymousIp",
            "email_opened_at",
            "spinner",
            "street_view_status",
        ] {
            assert_eq!(noun(name), None, "{name}");
        }
    }
}
