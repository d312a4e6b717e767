//! `diff`: what has changed between two plans, what that breaks, and where.

mod findings;
mod human;
mod json;
mod markdown;
mod places;
mod side;
mod sources;
mod wording;

use self::side::{Place, Side};
use super::Outcome;
use super::console::Console;
use super::lock_file::LockFile;
use super::{reading, rules};
use crate::cli::{DiffArguments, DiffFailOn, DiffFormat, Format, PlanArguments};
use crate::compare::{self, Class, Comparison, Programs};
use crate::diagnostic::Levels;
use crate::failure::Failure;
use crate::fetch::Location;

pub(super) use self::human::{Extent, text as human_text};
pub(super) use self::places::Places;
pub(super) use self::side::{Side as ComparedPlan, known_sources};
pub(super) use self::sources::own_programs;
pub(super) use self::wording::headline;

/// What was compared, and what came of it.
pub(super) struct Difference {
    /// What people call it: the source, or the older plan.
    pub(super) name: String,
    pub(super) comparison: Comparison,
    /// For each change the places of programs that it breaks.
    pub(super) places: Places,
}

/// Compares plans, and tells whether what was found makes the run fail.
pub(super) fn run(arguments: &DiffArguments, console: &Console) -> anyhow::Result<Outcome> {
    let (config, token) = (arguments.config.clone(), arguments.token.clone());
    let plan_arguments = PlanArguments { config, token, ..PlanArguments::default() };
    let project = reading::project(&plan_arguments)?;
    let levels = rules::settings(&project)?.levels;
    let lock = LockFile::read(&project.folder)?.lock;
    let older = arguments.old.as_deref().map_or(Ok(Place::Saved), Place::named)?;
    let newer = match (&arguments.new, &older) {
        (Some(text), _) => Place::named(text)?,
        (None, Place::Revision { path: None, .. }) => Place::Saved,
        (None, _) => Place::Configured,
    };
    if older == newer && matches!(older, Place::Named(Location::StandardInput)) {
        return Err(
            Failure::new("standard input can be one of the plans only", "name the other as a file").into()
        );
    }
    let programs = sources::programs(arguments, &project)?;
    let mut differences = Vec::new();
    for target in sources::targets(arguments, &older, &newer, &project)? {
        let old = Side::read(&older, &target, &plan_arguments, &project, console)?;
        let new = Side::read(&newer, &target, &plan_arguments, &project, console)?;
        let settings = Programs {
            source: sources::asked_for(&target, &old.plan, &new.plan)?,
            names: project.config.names.settings(),
            locked: lock.sources.clone(),
        };
        let comparison = compare::plans(old.compared(), new.compared(), &settings);
        let sdks = sources::sdks(&target, &settings, &project);
        let places = Places::find(&comparison, &old.plan, &sdks, &settings, (&programs, &project))?;
        let name = sources::name(&settings, &old.plan);
        differences.push(Difference { name, comparison, places });
    }
    print(&differences, &levels, arguments.format, console)?;
    let fails = differences.iter().any(|difference| difference.fails(arguments.fail_on, &levels));
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}

fn print(
    differences: &[Difference],
    levels: &Levels,
    format: DiffFormat,
    console: &Console,
) -> anyhow::Result<()> {
    match format {
        DiffFormat::Human => {
            let look = console.output_look();
            let texts: Vec<String> = differences
                .iter()
                .map(|difference| human::text(difference, Extent::Whole, levels, &look))
                .collect();
            console.print(texts.join("\n"))?;
        }
        DiffFormat::Markdown => {
            let texts: Vec<String> =
                differences.iter().map(|difference| markdown::text(difference, levels)).collect();
            console.print(texts.join("\n"))?;
        }
        DiffFormat::Json => console.print_data(json::text(differences, levels)?)?,
        DiffFormat::Github => findings::of(differences, levels).print(Format::Github, console)?,
    }
    Ok(())
}

impl Difference {
    /// Whether there are changes for which the run is to fail.
    fn fails(&self, fail_on: DiffFailOn, levels: &Levels) -> bool {
        let classes = || self.comparison.changes.iter().map(|change| wording::left(change, levels));
        match fail_on {
            DiffFailOn::None => false,
            DiffFailOn::Any => !self.comparison.changes.is_empty(),
            DiffFailOn::Breaking => classes().any(Class::breaks),
            DiffFailOn::Program => classes().any(Class::breaks_program),
            DiffFailOn::Consumers => classes().any(Class::breaks_consumers),
        }
    }
}
