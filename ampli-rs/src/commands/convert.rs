use std::path::Path;

use clap::ValueEnum as _;

use super::console::Console;
use super::report::Findings;
use super::summary::number;
use super::written_plan::WrittenPlan;
use super::{Outcome, reading, rules};
use crate::broken::Broken;
use crate::cli::{ConvertArguments, Format, PlanArguments, PlanForm};
use crate::diagnostic::Levels;
use crate::export::{self, Exported, Form, Settings, usual_vendor};
use crate::failure::Failure;
use crate::fetch::Location;
use crate::parse::own::Keys;
use crate::parse::{self, Parsed};
use crate::plan::Plan;
use crate::suggestion;
use crate::text::PlanText;

/// What is said instead of a file for standard output.
const STANDARD_OUTPUT: &str = "-";

/// Where all findings are to be seen.
const WHOLE: &str = "`--format json` shows them";

/// Writes a plan in another form, and tells what that form can't hold.
pub(super) fn run(arguments: &ConvertArguments, console: &Console) -> anyhow::Result<Outcome> {
    let form = form(arguments)?;
    refuse_mixed_output(arguments, form)?;
    refuse_other_kind(&arguments.target, form)?;
    let settings = settings(arguments, form)?;
    let source = PlanArguments {
        plan: Some(arguments.from.clone()),
        config: arguments.config.clone(),
        offline: false,
        token: arguments.token.clone(),
    };
    let project = reading::project(&source)?;
    let levels = rules::settings(&project)?.levels;
    let location = Location::new(&arguments.from, Path::new(""));
    let text = reading::fetch(&location, &source, &project, console)?;
    let conversion = Conversion { arguments, form, settings, levels, console };
    match parse::plan(&text) {
        Ok(parsed) => conversion.write(text, parsed),
        Err(findings) => {
            let mut all = Findings::default();
            all.add(text, findings, None);
            all.mention_part(arguments.format, WHOLE, console)?;
            Ok(Outcome::Findings)
        }
    }
}

/// A plan on its way into another form.
struct Conversion<'a> {
    arguments: &'a ConvertArguments,
    form: Form,
    settings: Settings,
    levels: Levels,
    console: &'a Console,
}

impl Conversion<'_> {
    /// Writes the plan, or what of it is sound.
    fn write(&self, text: PlanText, Parsed { plan, findings }: Parsed) -> anyhow::Result<Outcome> {
        let mut findings = self.levels.apply(findings);
        let broken = Broken::new(&plan, &findings);
        if !broken.allows(self.arguments.keep_going) {
            let remedy = if broken.plan { "" } else { "; `--keep-going` leaves the broken events out" };
            return self.stop(text, findings, &plan, remedy);
        }
        let (sound, left_out) = without(plan, &broken);
        let exported = export::write(&sound, self.form, &self.settings);
        let losses = self.levels.apply(exported.findings.clone());
        let refused = losses.has_errors();
        findings.append(losses);
        if refused {
            return self.stop(text, findings, &sound, "");
        }
        let mut all = Findings::default();
        let is_broken = findings.has_errors();
        all.add(text, findings, Some(&sound));
        all.mention_part(self.arguments.format, WHOLE, self.console)?;
        if exported.events == 0 && (self.form.is_folder() || !sound.events.is_empty()) {
            return Err(Failure::new(
                format!("the plan has no event that {} can hold, so nothing was written", self.form.name()),
                "choose another form with `--to`",
            )
            .into());
        }
        self.put(&exported, &sound, &left_out)?;
        Ok(if is_broken { Outcome::Findings } else { Outcome::Clean })
    }

    /// Tells why nothing is written.
    fn stop(
        &self,
        text: PlanText,
        findings: crate::diagnostic::Diagnostics,
        plan: &Plan,
        remedy: &str,
    ) -> anyhow::Result<Outcome> {
        let mut all = Findings::default();
        all.add(text, findings, Some(plan));
        all.mention_part(self.arguments.format, WHOLE, self.console)?;
        self.console.say(format_args!("nothing was written{remedy}"));
        Ok(Outcome::Findings)
    }

    /// Puts the text where the user wants it, and says so.
    fn put(&self, exported: &Exported, plan: &Plan, left_out: &[String]) -> anyhow::Result<()> {
        let events = number(exported.events, "event");
        let left_out = match left_out {
            [] => String::new(),
            names => format!(", left out {}", suggestion::list(names.iter().map(String::as_str))),
        };
        let written = WrittenPlan::new(exported, &self.arguments.target, self.arguments.force);
        if is_standard_output(&self.arguments.target) {
            self.console.print_data(written.text())?;
        } else {
            let what = written.write(self.console)?;
            self.console.say(format_args!("{what}: {events}{left_out}, as {}", self.form.name()));
            if let Some(more) = written.others()? {
                self.console.say(more);
            }
        }
        if self.form == Form::Iglu && self.settings.vendor.is_none() && takes_vendor(exported, plan) {
            let vendor = usual_vendor(plan);
            self.console.say(format_args!(
                "the vendor of the schemas is `{vendor}`, after the plan's name; `--vendor` chooses another"
            ));
        }
        Ok(())
    }
}

/// The sound events as a plan, and the names of the others.
fn without(mut plan: Plan, broken: &Broken) -> (Plan, Vec<String>) {
    let mut left_out = Vec::new();
    let events = std::mem::take(&mut plan.events).into_iter().enumerate();
    let sound = events.filter_map(|(index, event)| {
        if broken.events.contains(&index) {
            left_out.push(event.title().to_owned());
            return None;
        }
        Some(event)
    });
    plan.events = sound.collect();
    (plan, left_out)
}

/// Whether a schema is of the vendor that was made up.
fn takes_vendor(exported: &Exported, plan: &Plan) -> bool {
    let start = format!("schemas/{}/", usual_vendor(plan));
    match &exported.content {
        export::Content::Folder(files) => files.iter().any(|file| file.path.starts_with(&start)),
        export::Content::Document(_) => false,
    }
}

fn is_standard_output(target: &Path) -> bool {
    target == Path::new(STANDARD_OUTPUT)
}

/// The form that the user names, or the only one that the target is named after.
fn form(arguments: &ConvertArguments) -> Result<Form, Failure> {
    let named = arguments.to.or_else(|| named_after(&arguments.target));
    let Some(named) = named else {
        let shown = arguments.target.display();
        let forms = PlanForm::value_variants().iter().filter_map(|form| form.to_possible_value());
        let forms: Vec<String> = forms.map(|form| form.get_name().to_owned()).collect();
        return Err(Failure::new(
            format!("it is not said in which form `{shown}` shall be written"),
            format!("name it with `--to`: {}", suggestion::list(forms.iter().map(String::as_str))),
        ));
    };
    Ok(match named {
        PlanForm::Ampli => Form::Own,
        PlanForm::Segment => Form::Segment,
        PlanForm::SegmentConfig => Form::SegmentConfig,
        PlanForm::Rudderstack => Form::RudderStack,
        PlanForm::RudderstackCatalogue => Form::RudderStackCatalogue,
        PlanForm::Iglu => Form::Iglu,
        PlanForm::Schemas => Form::Schemas,
    })
}

/// The form whose name is one of the words of a file's or a folder's name. A saved plan is in the form of this project.
fn named_after(target: &Path) -> Option<PlanForm> {
    let name = target.file_name()?.to_string_lossy().to_lowercase();
    if name == crate::saved_plan::FILE_NAME {
        return Some(PlanForm::Ampli);
    }
    let words: Vec<&str> = name.split(|letter: char| !letter.is_alphanumeric()).collect();
    let forms = [
        ("ampli", PlanForm::Ampli),
        ("segment", PlanForm::Segment),
        ("rudderstack", PlanForm::Rudderstack),
        ("iglu", PlanForm::Iglu),
    ];
    let mut named = forms.into_iter().filter(|(word, _)| words.contains(word)).map(|(_, form)| form);
    let only = named.next().filter(|_| named.next().is_none());
    // `segment-config.json` names one of two, and the one that is newer is not meant.
    only.filter(|_| !words.contains(&"config") && !words.contains(&"catalogue"))
}

/// Standard output has room for one thing.
fn refuse_mixed_output(arguments: &ConvertArguments, form: Form) -> Result<(), Failure> {
    if !is_standard_output(&arguments.target) {
        return Ok(());
    }
    if form.is_folder() {
        return Err(Failure::new(
            format!("{} is a folder of files, which standard output can't hold", form.name()),
            "name a folder instead of `-`",
        ));
    }
    if arguments.format != Format::Human {
        return Err(Failure::new(
            "the plan and the findings would both go to standard output",
            "name a file instead of `-`, or leave out `--format`",
        ));
    }
    Ok(())
}

/// A file can't take the place of a folder, nor a folder that of a file.
fn refuse_other_kind(target: &Path, form: Form) -> Result<(), Failure> {
    let (shown, name) = (target.display(), form.name());
    if form.is_folder() && target.is_file() {
        return Err(Failure::new(
            format!("`{shown}` is a file, and {name} is a folder"),
            "name a folder, or choose another form with `--to`",
        ));
    }
    if !form.is_folder() && target.is_dir() {
        return Err(Failure::new(
            format!("`{shown}` is a folder, and {name} is one file"),
            "name a file in it, such as `plan.json`, or choose another form with `--to`",
        ));
    }
    Ok(())
}

fn settings(arguments: &ConvertArguments, form: Form) -> Result<Settings, Failure> {
    if let Some(vendor) = &arguments.vendor {
        if form != Form::Iglu {
            let message = format!("`--vendor` says nothing about {}", form.name());
            return Err(Failure::new(message, "leave it out, or add `--to iglu`"));
        }
        if !export::is_vendor(vendor) {
            return Err(Failure::new(
                format!("`{vendor}` can't be the vendor of schemas"),
                "write letters and digits, `-`, `_` and dots, as in `com.acme`",
            ));
        }
    }
    let keys = if arguments.include_api_keys { Keys::Include } else { Keys::Omit };
    Ok(Settings { keys, vendor: arguments.vendor.clone() })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::named_after;
    use crate::cli::PlanForm;

    #[test]
    fn a_target_is_named_after_one_form_or_none() {
        let named = [
            ("out/tracking-plan.json", Some(PlanForm::Ampli)),
            ("plan.segment.json", Some(PlanForm::Segment)),
            ("Iglu/", Some(PlanForm::Iglu)),
            ("rudderstack.json", Some(PlanForm::Rudderstack)),
            ("segment/plan.json", None),
            ("segments.json", None),
            ("segment-to-iglu", None),
            ("segment-config.json", None),
            ("-", None),
        ];
        for (target, form) in named {
            assert_eq!(named_after(Path::new(target)), form, "{target}");
        }
    }
}
