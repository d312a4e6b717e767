//! A line, seen as an event.

mod typed;

use std::fmt;
use std::ops::Range;

use crate::entity::{Entity, ShredProperty, Shredded};
use crate::error::{Error, FieldError};
use crate::field::{FIELD_COUNT, FIELDS, Field, Index};
use crate::split::split;

/// An enriched event: a line of 131 fields with tabs between them. It borrows the line, and nothing is parsed until it is
/// asked for.
///
/// Each field has a method of its name, which returns `None` where the field is empty. Fields of text are returned as
/// they are; the others are parsed, and say so where their text is not what they hold.
///
/// ```
/// use snowplow_analytics::Event;
///
/// let mut fields = vec![""; 131];
/// fields[0] = "angry-birds";
/// fields[22] = "37.4";
/// fields[58] = r#"{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0",
///     "data":{"schema":"iglu:com.acme/song_played/jsonschema/1-0-2","data":{"title":"Ha"}}}"#;
/// let line = fields.join("\t");
///
/// let event = Event::parse(&line)?;
/// assert_eq!(event.app_id(), Some("angry-birds"));
/// assert_eq!(event.geo_latitude()?, Some(37.4));
/// assert_eq!(event.collector_tstamp()?, None);
/// let song = event.unstruct_event()?.unwrap();
/// assert_eq!((song.uri().name(), song.uri().version(), song.data()), ("song_played", "1-0-2", r#"{"title":"Ha"}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Event<'a> {
    line: &'a str,
    ends: [usize; FIELD_COUNT],
}

impl<'a> Event<'a> {
    /// Looks at a line. One line feed at its end, with or without a carriage return before it, does not belong to it.
    ///
    /// # Errors
    ///
    /// [`Error::FieldCount`] when the line does not have 131 fields.
    pub fn parse(line: &'a str) -> Result<Self, Error> {
        let line = without_line_end(line);
        let mut ends = [0; FIELD_COUNT];
        match split(line.as_bytes(), &mut ends) {
            FIELD_COUNT => Ok(Self { line, ends }),
            count => Err(Error::FieldCount(count)),
        }
    }

    /// The line, without its end.
    pub const fn line(&self) -> &'a str {
        self.line
    }

    /// The text of a field, which is empty when there is no value.
    pub fn text(&self, field: &Field) -> &'a str {
        self.at(field.index())
    }

    /// The texts of all fields, in the order of the line.
    ///
    /// ```
    /// use snowplow_analytics::Event;
    ///
    /// let line = "web".to_owned() + &"\t".repeat(130);
    /// let event = Event::parse(&line)?;
    /// let filled: Vec<_> = event.fields().filter(|(_, text)| !text.is_empty()).collect();
    /// assert_eq!((filled.len(), filled[0].0.name(), filled[0].1), (1, "app_id", "web"));
    /// # Ok::<(), snowplow_analytics::Error>(())
    /// ```
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, &'a str)> + '_ {
        FIELDS.iter().map(|field| (field, self.at(field.index())))
    }

    /// The entities of `contexts`, then those of `derived_contexts`, each with its own URI: entities of one name and of
    /// other vendors or versions stay apart.
    ///
    /// # Errors
    ///
    /// When one of the two fields is not what it should be: the first mistake.
    pub fn entities(&self) -> Result<Vec<Entity<'a>>, FieldError> {
        let mut entities = self.contexts()?;
        entities.append(&mut self.derived_contexts()?);
        Ok(entities)
    }

    /// Which schemas the event and its entities have, each once, in the order of the line.
    ///
    /// # Errors
    ///
    /// When one of the three self-describing fields is not what it should be: the first mistake.
    pub fn inventory(&self) -> Result<Vec<Shredded<'a>>, FieldError> {
        let mut inventory: Vec<Shredded<'a>> = Vec::new();
        let mut add = |property: ShredProperty, entities: Vec<Entity<'a>>| {
            for entity in entities {
                let shredded = Shredded::new(property, entity.into_schema());
                if !inventory.contains(&shredded) {
                    inventory.push(shredded);
                }
            }
        };
        add(ShredProperty::Contexts, self.contexts()?);
        add(ShredProperty::UnstructEvent, self.unstruct_event()?.into_iter().collect());
        add(ShredProperty::DerivedContexts, self.derived_contexts()?);
        Ok(inventory)
    }

    /// The text of the field at this place.
    #[inline]
    pub(crate) fn at(&self, index: usize) -> &'a str {
        &self.line[self.range(index)]
    }

    /// Where the field at this place stands in the line.
    #[inline]
    pub(crate) fn range(&self, index: usize) -> Range<usize> {
        let start = if index == 0 { 0 } else { self.ends[index - 1] + 1 };
        start..self.ends[index]
    }

    pub(crate) fn of(&self, index: Index) -> &'a str {
        self.at(index.place())
    }
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filled =
            self.fields().filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field.name(), text));
        formatter.debug_map().entries(filled).finish()
    }
}

pub(crate) fn without_line_end(line: &str) -> &str {
    match line.strip_suffix('\n') {
        Some(line) => line.strip_suffix('\r').unwrap_or(line),
        None => line,
    }
}
