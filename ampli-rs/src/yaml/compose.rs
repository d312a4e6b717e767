//! Events of the parser to nodes, one pass and no recursion.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use ecow::EcoString;
use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::merge::merged;
use super::padding::Padded;
use super::{ALIASED, Content, DEPTH, Entry, Mistake, MistakeKind, Node, scalar};
use crate::json::Json;

/// What the parser says of brackets that lie in each other deeper than it follows, which is deeper than we do.
const TOO_DEEP: &str = "recursion limit exceeded";

/// What the parser says of lines in quotes that are indented less than what holds them.
const LESS_INDENTED: &str = "invalid indentation in quoted scalar";

/// The key that takes in other mappings.
const MERGE: &str = "<<";

/// Reads all documents of a text, empty ones included.
pub(crate) fn compose(text: &str) -> Result<Vec<Arc<Node>>, Mistake> {
    let mut padded = Padded::new(text);
    loop {
        match composed(text, &padded) {
            Err(Mistake { kind: MistakeKind::Syntax(words), offset })
                if words == LESS_INDENTED && padded.pad(offset) => {}
            outcome => return outcome,
        }
    }
}

fn composed(text: &str, padded: &Padded<'_>) -> Result<Vec<Arc<Node>>, Mistake> {
    let mut composer = Composer::new(text, padded);
    let mut parser = Parser::new_from_str(&padded.text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| Mistake {
            offset: composer.offset(error.marker().index()),
            kind: match error.info() {
                TOO_DEEP => MistakeKind::TooDeep,
                words => MistakeKind::Syntax(words.to_owned()),
            },
        })?;
        composer.take(event, span)?;
    }
    Ok(composer.documents)
}

struct Composer<'t> {
    text: &'t str,
    /// The text that the parser sees.
    padded: &'t Padded<'t>,
    /// The byte there of every character; `None` where they are the same.
    bytes: Option<Vec<usize>>,
    documents: Vec<Arc<Node>>,
    open: Vec<Open>,
    anchors: HashMap<usize, Arc<Node>>,
    aliased: usize,
}

/// A list or a mapping whose end is not reached.
struct Open {
    content: Content,
    start: usize,
    /// Where what it holds so far ends.
    end: usize,
    anchor: usize,
    /// The key whose value is next.
    key: Option<Key>,
    /// Where keys stand that merge.
    merges: Vec<usize>,
}

struct Key {
    text: EcoString,
    range: Range<usize>,
    /// Whether it merges.
    merges: bool,
    /// Whether it is the inner half of a hole: `{{ .NAME }}` is a mapping with a mapping as key to YAML.
    is_hole: bool,
}

impl<'t> Composer<'t> {
    fn new(text: &'t str, padded: &'t Padded<'t>) -> Self {
        let bytes = (!text.is_ascii()).then(|| padded.text.char_indices().map(|(byte, _)| byte).collect());
        Self {
            text,
            padded,
            bytes,
            documents: Vec::new(),
            open: Vec::new(),
            anchors: HashMap::new(),
            aliased: 0,
        }
    }

    /// The byte at which a character starts.
    fn offset(&self, character: usize) -> usize {
        let byte = match &self.bytes {
            Some(bytes) => bytes.get(character).copied(),
            None => Some(character),
        };
        let byte = byte.map_or(self.text.len(), |byte| self.padded.original(byte));
        byte.min(self.text.len())
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.offset(span.start.index());
        let end = self.offset(span.end.index()).max(start);
        let written = self.text.get(start..end).unwrap_or_default();
        start..start + written.trim_end().len()
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Mistake> {
        let range = self.range(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), range)
            }
            Event::SequenceStart(anchor, _) => self.start(Content::Sequence(Vec::new()), anchor, range.start),
            Event::MappingStart(anchor, _) => self.start(Content::Mapping(Vec::new()), anchor, range.start),
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            Event::Alias(anchor) => self.alias(anchor, &range),
            Event::DocumentStart(_) => {
                self.anchors.clear();
                Ok(())
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        range: Range<usize>,
    ) -> Result<(), Mistake> {
        let value = scalar::resolve(text, style, tag);
        let awaits_key = self.awaits_key();
        let json = match value {
            Some(value) if !awaits_key => value,
            None if !awaits_key => return Err(mistake(MistakeKind::NumberOutOfRange, range.start)),
            // Keys are texts, whatever they would be as values.
            _ => Json::from(text),
        };
        let node = Arc::new(Node::new(Content::Scalar(json), range));
        self.remember(anchor, &node);
        let merges = awaits_key && text == MERGE && style == ScalarStyle::Plain;
        let end = node.range.end;
        self.put(node, end, merges)
    }

    fn awaits_key(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.content, Content::Mapping(_)) && open.key.is_none())
    }

    fn start(&mut self, content: Content, anchor: usize, start: usize) -> Result<(), Mistake> {
        if self.open.len() >= DEPTH {
            return Err(mistake(MistakeKind::TooDeep, start));
        }
        self.open.push(Open { content, start, end: start, anchor, key: None, merges: Vec::new() });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Mistake> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let (anchor, start) = (open.anchor, open.start);
        let is_flow = self.text.as_bytes().get(start).is_some_and(|byte| matches!(byte, b'{' | b'['));
        let end = if is_flow { end } else { open.end };
        let range = start..end.max(start);
        let content = self.content(open, &range)?;
        let node = Arc::new(Node::new(content, range));
        self.remember(anchor, &node);
        let end = node.range.end;
        self.put(node, end, false)
    }

    /// What the list or mapping holds, once merged.
    fn content(&self, open: Open, range: &Range<usize>) -> Result<Content, Mistake> {
        let Content::Mapping(entries) = open.content else { return Ok(open.content) };
        if let [entry] = entries.as_slice()
            && self.is_hole(&entry.key_range)
        {
            let written = self.text.get(range.clone()).unwrap_or_default();
            return Ok(Content::Scalar(Json::from(written)));
        }
        if let Some(entry) = entries.iter().find(|entry| self.is_hole(&entry.key_range)) {
            return Err(mistake(MistakeKind::KeyIsNoText, entry.key_range.start));
        }
        let Some(first) = open.merges.first().copied() else { return Ok(Content::Mapping(entries)) };
        merged(entries, |entry| open.merges.contains(&entry.key_range.start))
            .map(Content::Mapping)
            .ok_or_else(|| mistake(MistakeKind::MergeOfNoMapping, first))
    }

    fn is_hole(&self, key: &Range<usize>) -> bool {
        self.text.as_bytes().get(key.start) == Some(&b'{')
    }

    fn alias(&mut self, anchor: usize, range: &Range<usize>) -> Result<(), Mistake> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(mistake(MistakeKind::AliasInItself, range.start));
        };
        let node = Arc::clone(node);
        self.aliased = self.aliased.saturating_add(node.weight);
        if self.aliased > ALIASED {
            return Err(mistake(MistakeKind::TooManyAliased, range.start));
        }
        if self.open.len() + node.height > DEPTH + 1 {
            return Err(mistake(MistakeKind::TooDeep, range.start));
        }
        self.put(node, range.end, false)
    }

    fn remember(&mut self, anchor: usize, node: &Arc<Node>) {
        if anchor > 0 {
            self.anchors.insert(anchor, Arc::clone(node));
        }
    }

    /// Puts a finished value, which was written up to `end`, where it belongs.
    fn put(&mut self, node: Arc<Node>, end: usize, merges: bool) -> Result<(), Mistake> {
        let Some(open) = self.open.last_mut() else {
            self.documents.push(node);
            return Ok(());
        };
        open.end = open.end.max(end);
        match &mut open.content {
            Content::Scalar(_) => {}
            Content::Sequence(items) => items.push(node),
            Content::Mapping(entries) => match open.key.take() {
                None => open.key = Some(key(&node, merges)?),
                Some(key) => {
                    if key.merges {
                        open.merges.push(key.range.start);
                    }
                    if key.is_hole && !node.is_null() {
                        return Err(mistake(MistakeKind::KeyIsNoText, key.range.start));
                    }
                    entries.push(Entry { key: key.text, key_range: key.range, value: node });
                }
            },
        }
        Ok(())
    }
}

/// What a node is as the key of a mapping.
fn key(node: &Node, merges: bool) -> Result<Key, Mistake> {
    let range = node.range.clone();
    match &node.content {
        Content::Scalar(Json::String(text)) => Ok(Key { text: text.clone(), range, merges, is_hole: false }),
        Content::Mapping(entries)
            if entries.len() == 1 && entries[0].key.starts_with('.') && entries[0].value.is_null() =>
        {
            Ok(Key { text: entries[0].key.clone(), range, merges: false, is_hole: true })
        }
        _ => Err(mistake(MistakeKind::KeyIsNoText, range.start)),
    }
}

fn mistake(kind: MistakeKind, offset: usize) -> Mistake {
    Mistake { kind, offset }
}
