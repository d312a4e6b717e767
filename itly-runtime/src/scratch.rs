//! The properties of one call, written once into a buffer that the thread keeps.

use std::cell::Cell;
use std::ops::Range;

use crate::context::Context;
use crate::isolation::guarded;
use crate::json::{JsonText, NameSet};
use crate::json_reader::RawMembers;
use crate::typed_event::WriteProperties;

/// A buffer that has grown beyond this is given back to the allocator: one huge event shall not cost memory for ever.
const LARGEST_KEPT: usize = 64 * 1024;

thread_local! {
    static BUFFER: Cell<JsonText> = const { Cell::new(JsonText::new()) };
}

/// The thread's buffer while a call uses it. A call within the call (of a hook) gets another one.
pub(crate) struct Scratch {
    text: JsonText,
}

/// What [`Scratch::write`] has written.
pub(crate) struct Written<'a> {
    /// The members of the record alone.
    pub(crate) own: &'a str,
    /// The members of the context overlaid by the record's.
    pub(crate) combined: &'a str,
    /// Why the record could not be written; then it counts as one without members.
    pub(crate) failure: Option<String>,
}

impl Scratch {
    pub(crate) fn take() -> Self {
        let mut text = BUFFER.try_with(Cell::take).unwrap_or_default();
        text.truncate(0);
        Self { text }
    }

    /// Writes `context` and `record` one after the other, so that both the record's own properties and the combined
    /// ones are a piece of the same text.
    pub(crate) fn write<'a>(
        &'a mut self,
        context: Option<&Context>,
        record: Option<&dyn WriteProperties>,
    ) -> Written<'a> {
        let context_json = context.map_or("", Context::members_json);
        if !context_json.is_empty() {
            self.text.values(context_json);
        }
        let start = self.text.len();
        let (meets_context, failure) = match record.map(|record| self.write_record(context, record)) {
            None => (false, None),
            Some(Ok(meets_context)) => (meets_context, None),
            Some(Err(text)) => {
                self.text.truncate(start);
                (false, Some(text))
            }
        };
        self.text.end();
        let end = self.text.len();
        // Without members of the record even the comma before them is gone.
        let start = start.min(end);
        if meets_context {
            self.merge(0..context_json.len(), start..end);
        }
        let (written, merged) = self.text.as_str().split_at_checked(end).unwrap_or_default();
        let own = written.get(start..).unwrap_or_default();
        Written { own, combined: if meets_context { merged } else { written }, failure }
    }

    /// Whether the record has a property that the context has as well.
    fn write_record(
        &mut self,
        context: Option<&Context>,
        record: &dyn WriteProperties,
    ) -> Result<bool, String> {
        guarded(|| {
            let watched = context.map_or(NameSet::EMPTY, Context::keys);
            self.text.members(watched, |to| {
                record.write(to);
                to.met_watched()
            })
        })
    }

    /// Appends the members of `context`, each with the record's value where there is one, then the record's others.
    #[cold]
    fn merge(&mut self, context: Range<usize>, own: Range<usize>) {
        let text = self.text.as_str().to_owned();
        let context: Vec<_> = RawMembers::new(&text[context]).collect();
        let own: Vec<_> = RawMembers::new(&text[own]).collect();
        self.text.members(NameSet::EMPTY, |to| {
            for member in &context {
                let overlay = own.iter().find(|each| each.name == member.name);
                to.any_raw_property(&member.name, overlay.unwrap_or(member).value);
            }
            for member in own.iter().filter(|each| context.iter().all(|member| member.name != each.name)) {
                to.any_raw_property(&member.name, member.value);
            }
        });
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if self.text.capacity() <= LARGEST_KEPT {
            let _ = BUFFER.try_with(|buffer| buffer.set(std::mem::take(&mut self.text)));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BUFFER, Context, LARGEST_KEPT, Scratch};
    use crate::json::PropertiesWriter;
    use crate::properties::Properties;
    use crate::typed_event::WriteProperties;

    type Members = Vec<(String, u8)>;

    /// An ordered-map update, as the specification words it.
    fn updated(context: &Members, own: &Members) -> Members {
        let mut members = context.clone();
        for (name, value) in own {
            match members.iter_mut().find(|(each, _)| each == name) {
                Some(member) => member.1 = *value,
                None => members.push((name.clone(), *value)),
            }
        }
        members
    }

    fn properties(members: &Members) -> Properties<'static> {
        members.iter().map(|(name, value)| (name, *value)).collect()
    }

    fn any_members() -> impl Strategy<Value = Members> {
        let name = prop_oneof!["[a-d\"é]{0,2}", any::<String>()];
        prop::collection::btree_map(name, any::<u8>(), 0..5).prop_map(|members| members.into_iter().collect())
    }

    proptest! {
        #[test]
        fn the_event_wins_at_the_place_of_the_context(context in any_members(), own in any_members()) {
            let mut scratch = Scratch::take();
            let written = scratch.write(Some(&Context::new(&properties(&context))), Some(&properties(&own)));
            let (alone, combined) = (properties(&own), properties(&updated(&context, &own)));
            prop_assert_eq!([written.own, written.combined], [alone.members_json(), combined.members_json()]);
            prop_assert_eq!(written.failure, None);
        }
    }

    #[test]
    fn without_members_on_one_side_the_other_stands_alone() {
        let (empty, full) = (Properties::new(), Properties::from([("app", "demo")]));
        let written = |context: &Properties<'_>, record: &Properties<'_>| {
            let mut scratch = Scratch::take();
            let written = scratch.write(Some(&Context::new(context)), Some(record));
            [written.own, written.combined].map(str::to_owned)
        };
        assert_eq!(written(&empty, &empty), ["", ""]);
        assert_eq!(written(&full, &empty), ["", r#""app":"demo""#]);
        assert_eq!(written(&empty, &full), [r#""app":"demo""#; 2]);
    }

    struct Broken(fn(&mut PropertiesWriter<'_>));

    impl WriteProperties for Broken {
        fn write(&self, to: &mut PropertiesWriter<'_>) {
            to.property("before", "x");
            self.0(to);
        }
    }

    #[test]
    fn a_record_that_panics_counts_as_empty() {
        let context = Context::new(&Properties::from([("app", "demo")]));
        let mut scratch = Scratch::take();
        let written = scratch.write(Some(&context), Some(&Broken(|_| panic!("no"))));
        assert_eq!(written.failure.as_deref(), Some("no"));
        assert_eq!((written.own, written.combined), ("", r#""app":"demo""#));
    }

    #[test]
    fn a_huge_buffer_is_not_kept() {
        let kept = |length: usize| {
            let text = "x".repeat(length);
            Scratch::take().write(None, Some(&Properties::from([("text", text.as_str())])));
            BUFFER.with(|buffer| {
                let text = buffer.take();
                let capacity = text.capacity();
                buffer.set(text);
                capacity
            })
        };
        assert!(kept(1000) >= 1000);
        assert_eq!(kept(2 * LARGEST_KEPT), 0);
    }
}
