use std::io::{self, Read};
use std::ops::Range;

use snowplow_analytics::{Content, Input as Source, Line, Lines};

use super::format::{self, NoEvent, enriched};
use super::json_lines::{self, InLine};
use super::raw::Raw;
use super::record::{BadReason, BadRecord, Ignored, IgnoredReason, Record};
use super::tape::{Place, ROOT, Tape};
use super::{CollectedEvent, Format, Input};
use crate::failure;

/// With what some programs begin a file to say that it is UTF-8.
const MARK: char = '\u{feff}';

/// JSON that goes over many lines is kept as a whole, up to this length in bytes.
const DOCUMENT_LIMIT: usize = Lines::<Source>::DEFAULT_LIMIT;

/// Opens a file, to read its records in order.
///
/// Its format is told by its first records, unless it is given. What it is compressed by is told by its first bytes.
///
/// # Errors
/// When the file can't be opened: it has vanished, access is denied, it is compressed by what is not supported.
pub fn open(input: &Input, format: Option<Format>) -> io::Result<Reader> {
    let source = input.open()?;
    Ok(Reader::new(input.name(), source, format))
}

/// Goes through the records of a file. A record lasts until the next one is asked for.
pub struct Reader {
    file: String,
    format: Option<Format>,
    lines: Lines<Source>,
    line: u64,
    /// What is read instead of a line where JSON goes over many.
    document: Option<String>,
    /// The values that the document still has, last one first.
    values: Vec<Range<usize>>,
    /// The value in the line or the document that was read last.
    value: Range<usize>,
    /// What is in it.
    tape: Tape,
    /// The records that it still has, last one first: a body of a vendor's API has many.
    items: Vec<Item>,
    /// Where in the document the last record began.
    at: usize,
    /// What is wrong behind the last record, and in which line.
    behind: Option<(u64, BadReason)>,
    /// Whether the line that was read last has yet to be looked at.
    is_read: bool,
    is_ended: bool,
}

/// A record.
enum Item {
    /// An enriched event: what stands in the line from here on.
    Line(usize),
    /// A part of the value, and what the body around it says of all its records.
    Json { place: Place, context: Option<Place> },
}

/// What is next.
enum Step {
    Item(Item),
    Header,
    Bad(BadReason),
}

impl Reader {
    /// Reads what another source gives; messages call it `file`.
    ///
    /// # Errors
    /// As [`open`].
    pub fn of(file: &str, source: impl Read + Send + 'static, format: Option<Format>) -> io::Result<Self> {
        Ok(Self::new(file, Source::of(source)?, format))
    }

    fn new(file: &str, source: Source, format: Option<Format>) -> Self {
        Self {
            file: file.to_owned(),
            format,
            lines: Lines::new(source),
            line: 0,
            document: None,
            values: Vec::new(),
            value: 0..0,
            tape: Tape::default(),
            items: Vec::new(),
            at: 0,
            behind: None,
            is_read: false,
            is_ended: false,
        }
    }

    /// The file, as messages call it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The format, once it is known.
    pub fn format(&self) -> Option<Format> {
        self.format
    }

    /// How many bytes of the file have been read, compressed as they are there.
    pub fn bytes_read(&self) -> u64 {
        self.lines.input().bytes_read()
    }

    /// The line in which the last record stands, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The next record; `None` at the end of the file.
    #[expect(clippy::should_implement_trait, reason = "it lends, which iterators can't")]
    pub fn next(&mut self) -> Option<Record<'_>> {
        let step = self.step()?;
        Some(self.record(step))
    }

    fn record(&self, step: Step) -> Record<'_> {
        let ignored = |reason| Record::Ignored(Ignored { line: self.line, reason });
        let bad = |reason| Record::Bad(BadRecord { file: &self.file, line: self.line, reason });
        match step {
            Step::Bad(reason) => bad(reason),
            Step::Header => ignored(IgnoredReason::Header),
            Step::Item(item) => match self.event(item) {
                Ok(event) => Record::Event(CollectedEvent { line: self.line, ..event }),
                Err(NoEvent::Ignored(reason)) => ignored(reason),
                Err(NoEvent::Bad(reason)) => bad(reason),
            },
        }
    }

    fn event(&self, item: Item) -> Result<CollectedEvent<'_>, NoEvent<'_>> {
        match (item, self.format) {
            (Item::Line(start), _) => enriched::event(self.text().get(start..).unwrap_or_default()),
            (Item::Json { place, context }, Some(format)) => {
                format.event(self.part(place), context.map(|context| self.part(context)))
            }
            (Item::Json { .. }, None) => Err(NoEvent::Bad(BadReason::Unknown)),
        }
    }

    /// What stands at this place of the value.
    fn part(&self, place: Place) -> Raw<'_> {
        let text = self.text().get(self.value.clone()).unwrap_or_default();
        Raw::new(self.tape.view(text).within(place))
    }

    /// The line or the document that records stand in.
    fn text(&self) -> &str {
        match &self.document {
            Some(document) => document,
            None => self.lines.text(),
        }
    }

    fn step(&mut self) -> Option<Step> {
        loop {
            if let Some(item) = self.items.pop() {
                self.count_lines(&item);
                return Some(Step::Item(item));
            }
            if let Some(value) = self.values.pop() {
                if let Some(step) = self.read_value(value) {
                    return Some(step);
                }
                continue;
            }
            if let Some((line, reason)) = self.behind.take() {
                self.line = line;
                return Some(Step::Bad(reason));
            }
            if self.is_ended {
                return None;
            }
            self.document = None;
            if let Some(step) = self.next_line() {
                return Some(step);
            }
        }
    }

    /// Moves on to the line of a document in which a record begins.
    fn count_lines(&mut self, item: &Item) {
        let (Some(document), Item::Json { place, .. }) = (&self.document, item) else { return };
        let start = self.value.start + self.part(*place).view().start();
        let passed = document.as_bytes().get(self.at..start).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.at = start;
    }

    /// Reads a line. `None`: there is no record in it.
    fn next_line(&mut self) -> Option<Step> {
        let wrong = if std::mem::take(&mut self.is_read) { None } else { self.read_line() };
        if self.is_ended && wrong.is_none() {
            return None;
        }
        match wrong {
            Some(reason) => Some(Step::Bad(reason)),
            None => self.text_line(),
        }
    }

    /// Reads a line, and says what is wrong with it.
    fn read_line(&mut self) -> Option<BadReason> {
        match self.lines.next_line() {
            Ok(Some(line)) => {
                self.line = line.number;
                mistake(&line)
            }
            Ok(None) => {
                self.is_ended = true;
                None
            }
            Err(error) => {
                self.is_ended = true;
                self.line = self.line.max(1);
                Some(BadReason::Unreadable(failure::reason(&error)))
            }
        }
    }

    /// Looks at a line of text.
    fn text_line(&mut self) -> Option<Step> {
        let whole = self.text();
        let start = if self.line == 1 && whole.starts_with(MARK) { MARK.len_utf8() } else { 0 };
        let text = &whole[start..];
        if text.trim().is_empty() {
            return None;
        }
        if self.format == Some(Format::Enriched) || (self.format.is_none() && format::is_tabular(text)) {
            let is_header = self.line == 1 && enriched::is_header(text);
            self.format = Some(Format::Enriched);
            return Some(if is_header { Step::Header } else { Step::Item(Item::Line(start)) });
        }
        let is_like_json = text.starts_with(['{', '[']);
        let mut tape = std::mem::take(&mut self.tape);
        let found = json_lines::look(&self.text()[start..], &mut tape);
        self.tape = tape;
        match found {
            InLine::Nothing => None,
            InLine::Value(value) => {
                self.value = start + value.start..start + value.end;
                self.add_records();
                None
            }
            InLine::Beginning => self.read_document(start),
            InLine::Bad(_) if self.format.is_none() && !is_like_json => Some(Step::Bad(BadReason::Unknown)),
            InLine::Bad(message) => Some(Step::Bad(BadReason::Json(message))),
        }
    }

    /// Reads a value of the document. What is said is wrong with it.
    fn read_value(&mut self, value: Range<usize>) -> Option<Step> {
        let mut tape = std::mem::take(&mut self.tape);
        let read = tape.take_sound(&self.text()[value.clone()]);
        (self.tape, self.value) = (tape, value);
        match read {
            Ok(()) => self.add_records(),
            Err(error) => return Some(Step::Bad(BadReason::Json(json_lines::message(&error)))),
        }
        None
    }

    /// Adds the records of the value to those that come.
    fn add_records(&mut self) {
        let mut items = std::mem::take(&mut self.items);
        let value = self.part(ROOT);
        let format = self.format.or_else(|| Format::recognised(value));
        let body = format.map(|format| format.body(value)).unwrap_or_default();
        let place = |part: Raw<'_>| part.view().place();
        let context = body.context.map(place);
        let item = |record| Item::Json { place: place(record), context };
        match body.records {
            Some(records) => items.extend(records.items().map(item)),
            None => items.push(item(value)),
        }
        items.reverse();
        (self.format, self.items) = (format, items);
    }

    /// Reads the file to its end as one document, which begins here.
    fn read_document(&mut self, start: usize) -> Option<Step> {
        let first = self.line;
        let mut document = self.text()[start..].to_owned();
        let mut wrong = None;
        while wrong.is_none() {
            wrong = self.read_line();
            if self.is_ended || wrong.is_some() {
                break;
            }
            let line = self.text();
            if self.line == first + 1 && json_lines::is_record(line) {
                (self.is_read, self.line) = (true, first);
                return Some(Step::Bad(BadReason::CutOff));
            }
            if document.len() + line.len() > DOCUMENT_LIMIT {
                wrong = Some(BadReason::TooLong((document.len() + line.len()) as u64));
            }
            document.push('\n');
            document.push_str(line);
        }
        self.is_ended = true;
        let (mut values, mistake) = json_lines::values(&document);
        self.behind = wrong
            .map(|wrong| (self.line, wrong))
            .or_else(|| mistake.map(|(line, message)| (first + line, BadReason::Json(message))));
        (self.line, self.at, self.document) = (first, 0, Some(document));
        values.reverse();
        self.values = values;
        None
    }
}

/// What is wrong with a line before anything is known of its format.
fn mistake(line: &Line<'_>) -> Option<BadReason> {
    match line.content {
        Content::Text(_) => None,
        Content::NotUtf8(at) => Some(BadReason::NotUtf8(at)),
        Content::TooLong(length) => Some(BadReason::TooLong(length)),
        _ => Some(BadReason::CutOff),
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut parts = formatter.debug_struct("Reader");
        parts.field("file", &self.file).field("format", &self.format).field("line", &self.line);
        parts.finish_non_exhaustive()
    }
}
