//! One schema to one type. The whole keywords' story is told in the files beside this one.

use std::collections::{BTreeMap, HashSet};

use ecow::EcoVec;

use super::keywords::Keywords;
use super::kind::Kind;
use super::{rules, union};
use crate::diagnostic::{Amendment, Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::{
    IDLE_KEYWORD, INFERRED_TYPE, MALFORMED_KEYWORD, NESTED_TOO_DEEP, REQUIRED_IN_PROPERTY, UNKNOWN_KEYWORD,
    UNKNOWN_TYPE, UNSATISFIABLE_SCHEMA, UNSUPPORTED_KEYWORD,
};
use crate::parse::members::named;
use crate::plan::{Definitions, Property, Rule, Shape, Type};
use crate::pointer::{Location, Pointer};
use crate::suggestion;

/// How many schemas may lie in each other. JSON itself is refused beyond 127 levels; this limit is for schemas
/// that take in others by `$ref`, whose depth the text doesn't bound.
pub(super) const DEPTH: usize = 128;

/// How many schemas deep it counts to take in a definition while another is merged: it takes as much of the stack.
pub(super) const EXPANSION_DEPTH: usize = 8;

/// The schema in which a `$ref` that starts with `#` is looked up.
#[derive(Clone)]
pub(in crate::parse) struct Document<'a> {
    /// The root that `#` stands for.
    pub(in crate::parse) root: &'a Json,
    /// Where it stands.
    pub(in crate::parse) location: Location,
    /// Whether only `$defs` and `definitions` may be named, because the root is a vendor's envelope.
    pub(in crate::parse) only_definitions: bool,
    /// Where schemas really stand that were brought together from several documents.
    pub(in crate::parse) moved: Option<&'a BTreeMap<Pointer, Location>>,
}

/// What is known of a definition that was named.
pub(super) enum Definition<'a> {
    /// It was named, and stands here.
    Waiting { name: &'a str, schema: &'a Json, location: Location },
    /// It is being read.
    Reading,
    /// It was read.
    Read(Type),
}

/// Reads the schemas of one event, or of the plan's own definitions.
pub(in crate::parse) struct Reader<'a, 'f> {
    pub(super) document: Document<'a>,
    /// The plan's definitions, for names that the document doesn't have.
    pub(super) shared: Option<&'a Definitions>,
    pub(super) findings: &'f mut Diagnostics,
    /// Every definition that was named so far, by its pointer.
    pub(super) definitions: BTreeMap<String, Definition<'a>>,
    /// Names of definitions that are still to be read.
    pub(super) waiting: Vec<String>,
    /// How often a merge may look into a definition: bounds the work on schemas that hold themselves.
    pub(super) expansions: usize,
    /// Names from the event's properties down to the schema at hand, for messages.
    pub(super) path: Vec<&'a str>,
    /// Whether the first of `path` is a definition.
    pub(super) in_definition: bool,
    /// How many of the schemas around the one at hand are branches of a composition.
    pub(super) branches: usize,
    pub(super) depth: usize,
    /// Properties that the composition at hand declares under conditions.
    pub(super) conditional: Vec<Property>,
    named: HashSet<&'a str>,
}

impl<'a, 'f> Reader<'a, 'f> {
    pub(super) fn new(
        document: Document<'a>,
        shared: Option<&'a Definitions>,
        findings: &'f mut Diagnostics,
    ) -> Self {
        Self {
            document,
            shared,
            findings,
            definitions: BTreeMap::new(),
            waiting: Vec::new(),
            expansions: 256,
            path: Vec::new(),
            in_definition: false,
            branches: 0,
            depth: 0,
            conditional: Vec::new(),
            named: HashSet::new(),
        }
    }

    /// The type of the values that `schema`, which stands at `location`, allows.
    ///
    /// It allows all that the schema allows; where it allows more, a finding says so.
    pub(super) fn read(&mut self, schema: &'a Json, location: &Location) -> Type {
        let any = || Type::new(Shape::Any, location.clone());
        match schema {
            Json::Boolean(true) => any(),
            Json::Boolean(false) => {
                let message = format!("no value can ever be right for {}", self.subject());
                self.report(&UNSATISFIABLE_SCHEMA, message, location, "remove it, or say what it may be");
                any()
            }
            Json::Object(_) if self.depth >= DEPTH => {
                let message = format!("{} is nested more than {DEPTH} schemas deep", self.subject());
                self.report(&NESTED_TOO_DEEP, message, location, "make the schema flatter");
                any()
            }
            Json::Object(members) => {
                self.depth += 1;
                let value = self.read_keywords(&Keywords::of(members), location);
                self.depth -= 1;
                value
            }
            other => {
                self.report_malformed(location, "a schema", "an object or a boolean", other);
                any()
            }
        }
    }

    fn read_keywords(&mut self, keywords: &Keywords<'a>, location: &Location) -> Type {
        self.report_unread(keywords, location);
        let mut value = match keywords.reference {
            Some(reference) => self.reference(reference, keywords, location),
            None => {
                let base = self.base(keywords, location);
                self.compose(base, keywords, location)
            }
        };
        let about = keywords.description.or(keywords.title);
        value.description = about.cloned().or(value.description);
        value.default = keywords.default.cloned().map(Box::new).or(value.default);
        value.examples.extend(keywords.examples.iter().map(|example| (*example).clone()));
        value.deprecated |= keywords.deprecated;
        value.nullable |= keywords.nullable && !matches!(value.shape, Shape::Any | Shape::Null);
        value
    }

    /// What the schema says by itself, without the schemas that it is composed of.
    fn base(&mut self, keywords: &Keywords<'a>, location: &Location) -> Type {
        let kinds = self.kinds(keywords, location);
        let rules = self.rules(keywords, location);
        if let Some(value) = keywords.constant {
            return self.constant(value, kinds.as_deref(), rules, location);
        }
        if let Some(values) = keywords.enumeration {
            return self.enumeration(values, kinds.as_deref(), rules, location);
        }
        match kinds.or_else(|| self.inferred_kind(keywords, &rules, location).map(|kind| vec![kind])) {
            Some(kinds) => self.of_kinds(&kinds, keywords, rules, location),
            // A branch of a composition may limit what another branch gives a type.
            None => Type { rules, ..Type::new(Shape::Any, location.clone()) },
        }
    }

    /// The kinds that `type` names; `None` when it names none or says `any`.
    fn kinds(&mut self, keywords: &Keywords<'a>, location: &Location) -> Option<Vec<Kind>> {
        let types = keywords.types?;
        let place = || location.key("type");
        let words = match types {
            Json::String(_) => std::slice::from_ref(types),
            Json::Array(words) if !words.is_empty() => words.as_slice(),
            other => {
                self.report_malformed(&place(), "type", "a string or a list of strings", other);
                return None;
            }
        };
        let mut kinds = Vec::with_capacity(words.len());
        let is_list = matches!(types, Json::Array(_));
        for (index, word) in words.iter().enumerate() {
            let place = || if is_list { place().index(index) } else { place() };
            let Some(word) = word.as_str() else {
                self.report_malformed(&place(), "type", "a string or a list of strings", word);
                return None;
            };
            match Kind::from_word(word) {
                Some(kind) if kinds.contains(&kind) => {}
                Some(kind) => kinds.push(kind),
                None if word == "any" => return None,
                None => {
                    let message = format!("`{word}` is no type of JSON Schema, in {}", self.subject());
                    let help = suggestion::did_you_mean(word, Kind::WORDS);
                    self.report(&UNKNOWN_TYPE, message, &place(), help);
                    return None;
                }
            }
        }
        if kinds.contains(&Kind::Number) {
            kinds.retain(|kind| *kind != Kind::Integer);
        }
        Some(kinds)
    }

    /// The kind that a schema without `type` is about, when its keywords speak of one kind only.
    fn inferred_kind(
        &mut self,
        keywords: &Keywords<'a>,
        rules: &[Rule],
        location: &Location,
    ) -> Option<Kind> {
        let object = keywords.properties.is_some()
            || keywords.required.is_some_and(|required| matches!(required, Json::Array(_)))
            || keywords.additional_properties.is_some()
            || keywords.pattern_properties.is_some();
        let array = keywords.items.is_some() || keywords.prefix_items.is_some();
        let ruled = |kind: Kind| rules.iter().any(|rule| kind.is_ruled_by(rule));
        let candidates = [
            (Kind::Object, object || ruled(Kind::Object)),
            (Kind::Array, array || ruled(Kind::Array)),
            (Kind::String, ruled(Kind::String)),
            (Kind::Number, ruled(Kind::Number)),
        ];
        let mut kinds = candidates.into_iter().filter(|(_, spoken_of)| *spoken_of).map(|(kind, _)| kind);
        let kind = kinds.next()?;
        if kinds.next().is_some() {
            // Rules that stay without a type are reported when the whole schema is known.
            if rules.is_empty() {
                let message = format!("{} has no `type`, and its keywords speak of several", self.subject());
                self.report_at_key(&IDLE_KEYWORD, message, location, "say in `type` what the value is");
            }
            return None;
        }
        let inner = !self.path.is_empty() && self.branches == 0 && !keywords.is_composed();
        if inner {
            let message =
                format!("{} has no `type`; by its keywords it is read as `{}`", self.subject(), kind.word());
            let fix =
                Amendment::Add { object: location.clone(), key: "type", value: Json::from(kind.word()) };
            let finding = Diagnostic::new(&INFERRED_TYPE, message).at_key(location, "").amended_by(fix);
            self.findings.push(finding.help(format!("add `\"type\": \"{}\"`", kind.word())));
        }
        // In a composition another branch says what the value is; a rule alone does not.
        let says_only_rules = !object && !array;
        if says_only_rules && !inner { None } else { Some(kind) }
    }

    fn of_kinds(
        &mut self,
        kinds: &[Kind],
        keywords: &Keywords<'a>,
        mut rules: EcoVec<Rule>,
        location: &Location,
    ) -> Type {
        self.report_idle_rules(kinds, keywords, &rules, location);
        if let [kind] = kinds {
            rules.retain(|rule| kind.is_ruled_by(rule));
            return self.of_kind(*kind, keywords, rules, location);
        }
        let variants = kinds
            .iter()
            .map(|kind| {
                let ruled = rules.iter().filter(|rule| kind.is_ruled_by(rule)).cloned().collect();
                self.of_kind(*kind, keywords, ruled, location)
            })
            .collect();
        union::unite(variants, location).value
    }

    fn of_kind(
        &mut self,
        kind: Kind,
        keywords: &Keywords<'a>,
        rules: EcoVec<Rule>,
        location: &Location,
    ) -> Type {
        let shape = match kind {
            Kind::Null => Shape::Null,
            Kind::Boolean => Shape::Boolean,
            Kind::Integer => Shape::Integer,
            Kind::Number => Shape::Number,
            Kind::String => Shape::String,
            Kind::Array => self.array(keywords, location),
            Kind::Object => return self.object(keywords, rules, location),
        };
        Type { rules, ..Type::new(shape, location.clone()) }
    }

    /// How messages call what is being read: a property, or the properties as a whole.
    pub(super) fn subject(&self) -> String {
        let Some((first, rest)) = self.path.split_first() else { return "the properties".to_owned() };
        let mut name = (*first).to_owned();
        for part in rest {
            if *part != "[]" && !name.is_empty() {
                name.push('.');
            }
            name.push_str(part);
        }
        if self.in_definition { format!("definition `{name}`") } else { format!("property `{name}`") }
    }

    /// Adds a finding about the value at `location`.
    pub(super) fn report(
        &mut self,
        code: &'static Code,
        message: impl Into<String>,
        location: &Location,
        help: impl Into<String>,
    ) {
        self.findings.push(Diagnostic::new(code, message).at(location, "").help(help));
    }

    /// Adds a finding about the value at `location` as a whole: its name is shown, not its first bracket.
    pub(super) fn report_at_key(
        &mut self,
        code: &'static Code,
        message: impl Into<String>,
        location: &Location,
        help: impl Into<String>,
    ) {
        self.findings.push(Diagnostic::new(code, message).at_key(location, "").help(help));
    }

    /// Adds a finding that `keyword` has a value that is not `expected`.
    pub(super) fn report_malformed(
        &mut self,
        location: &Location,
        keyword: &str,
        expected: &str,
        found: &Json,
    ) {
        let is_words = keyword.contains(' ');
        let name = if is_words { keyword.to_owned() } else { format!("`{keyword}`") };
        let message = format!("{name} must be {expected}, not {}, in {}", named(found), self.subject());
        self.report(&MALFORMED_KEYWORD, message, location, format!("write {expected}"));
    }

    /// Says that `keyword` limits the value in a way that no type can hold.
    pub(super) fn report_unsupported(&mut self, keyword: &str, location: &Location, effect: &str) {
        let message = format!("`{keyword}` of {} can't be expressed: {effect}", self.subject());
        let help = "say it in other words if the generated code must hold it";
        let finding = Diagnostic::new(&UNSUPPORTED_KEYWORD, message).at_key(&location.key(keyword), "");
        self.findings.push(finding.help(help));
    }

    fn report_unread(&mut self, keywords: &Keywords<'a>, location: &Location) {
        for keyword in &keywords.unsupported {
            self.report_unsupported(keyword, location, "it is not checked");
        }
        if matches!(keywords.required, Some(Json::Boolean(_))) {
            let message = format!("`required` of {} is a boolean, which says nothing", self.subject());
            let help = "list the property's name in the `required` of the object that holds it";
            let finding = Diagnostic::new(&REQUIRED_IN_PROPERTY, message);
            self.findings.push(finding.at_key(&location.key("required"), "").help(help));
        }
        for keyword in &keywords.unknown {
            if self.named.insert(keyword) {
                let message = format!("`{keyword}` is no keyword of JSON Schema, in {}", self.subject());
                let finding = Diagnostic::new(&UNKNOWN_KEYWORD, message);
                let help = "remove it, or start its name with `x-` if it is your own";
                self.findings.push(finding.at_key(&location.key(keyword), "").help(help));
            }
        }
    }

    /// The rules of a schema in the order of its keywords. Malformed ones are reported and left out.
    pub(super) fn rules(&mut self, keywords: &Keywords<'a>, location: &Location) -> EcoVec<Rule> {
        let mut rules = EcoVec::with_capacity(keywords.rules.len());
        for (keyword, value) in &keywords.rules {
            match rules::rule(keyword, value, keywords) {
                Ok(rule) => rules.extend(rule),
                Err(expected) => self.report_malformed(&location.key(keyword), keyword, expected, value),
            }
        }
        rules
    }

    fn report_idle_rules(
        &mut self,
        kinds: &[Kind],
        keywords: &Keywords<'a>,
        rules: &[Rule],
        location: &Location,
    ) {
        if rules.iter().all(|rule| kinds.iter().any(|kind| kind.is_ruled_by(rule))) {
            return;
        }
        let words: Vec<_> = kinds.iter().map(|kind| kind.word()).collect();
        for (keyword, value) in &keywords.rules {
            let one = Keywords { rules: vec![(keyword, value)], ..Keywords::default() };
            let rule = rules::rule(keyword, value, &one);
            let Ok(Some(rule)) = rule else { continue };
            if !kinds.iter().any(|kind| kind.is_ruled_by(&rule)) {
                let message = format!(
                    "`{keyword}` says nothing about a value of type `{}`, in {}",
                    words.join("` or `"),
                    self.subject()
                );
                let place = location.key(keyword);
                let finding = Diagnostic::new(&IDLE_KEYWORD, message).at_key(&place, "");
                self.findings
                    .push(finding.help("remove it, or correct `type`").amended_by(Amendment::Remove(place)));
            }
        }
    }
}
