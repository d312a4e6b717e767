//! Changes of `ampli.toml` that leave alone what people have written around them.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::json::quoted;

#[derive(Deserialize)]
struct Places {
    plan: Option<Spanned<String>>,
    #[serde(default)]
    source: BTreeMap<String, SourcePlaces>,
}

#[derive(Deserialize)]
struct SourcePlaces {
    plan: Option<Spanned<String>>,
}

/// `text` with another `plan`, that of all sources or that of one; `None` when there is no such key.
pub fn with_plan(text: &str, source: Option<&str>, plan: &str) -> Option<String> {
    let places: Places = toml::from_str(text).ok()?;
    let place = match source {
        None => places.plan,
        Some(source) => places.source.get(source).and_then(|source| source.plan.clone()),
    };
    let span = place?.span();
    Some([text.get(..span.start)?, &quoted(plan), text.get(span.end..)?].concat())
}

#[cfg(test)]
mod tests {
    use super::with_plan;

    const TEXT: &str = "# ours\nplan = 'amplitude:Garden' # the plan\n\n[source.tv]\nplan=\"avo:x\"\n";

    #[test]
    fn only_the_value_is_changed() {
        assert_eq!(
            with_plan(TEXT, None, "amplitude:Garden/a\"b").as_deref(),
            Some("# ours\nplan = \"amplitude:Garden/a\\\"b\" # the plan\n\n[source.tv]\nplan=\"avo:x\"\n")
        );
        assert_eq!(
            with_plan(TEXT, Some("tv"), "avo:x/y").as_deref(),
            Some("# ours\nplan = 'amplitude:Garden' # the plan\n\n[source.tv]\nplan=\"avo:x/y\"\n")
        );
        assert_eq!(with_plan(TEXT, Some("web"), "avo:x"), None);
    }
}
