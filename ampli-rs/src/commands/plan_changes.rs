//! What `update` and `pull` show: what a move to another version of the plan changes, in the words of `diff`.

use super::diff::{ComparedPlan, Difference, Extent, Places, headline, human_text, own_programs};
use super::target::Target;
use crate::compare::{self, Programs};
use crate::config::Project;
use crate::diagnostic::Levels;
use crate::diagnostic::human::Look;
use crate::failure::Failure;
use crate::lock::SourceNames;
use crate::plan::Plan;
use crate::saved_plan::SavedPlan;

/// The change of one source's plan.
pub(super) struct PlanChanges {
    difference: Difference,
    /// Whether there is no plan from before.
    is_first: bool,
    /// Whether the plans differ, be it in what touches no event.
    pub(super) moves: bool,
}

impl PlanChanges {
    /// From the plan that was saved, whose names are `locked`, to the one that will be for the SDK of `target`.
    ///
    /// # Errors
    /// When the rules of the configuration can't be used, or the project's folder can't be read.
    pub(super) fn new(
        source: &str,
        target: &Target,
        older: Option<&Plan>,
        newer: &SavedPlan,
        locked: &SourceNames,
        project: &Project,
    ) -> Result<Self, Failure> {
        // What is saved is compared with what was saved: formats say the same thing in different ways.
        let newer = ComparedPlan::of_saved(newer, project)?;
        let moves =
            older.is_none_or(|older| SavedPlan::new(older).content != SavedPlan::new(&newer.plan).content);
        let before = older.map(|older| ComparedPlan::of_plan(older, project)).transpose()?;
        let programs = Programs {
            source: Some(source.to_owned()),
            names: project.config.names.settings(),
            locked: [(source.to_owned(), locked.clone())].into(),
        };
        let older = before.as_ref().unwrap_or(&newer);
        let comparison = compare::plans(older.compared(), newer.compared(), &programs);
        let paths = own_programs(project)?;
        let sdks = std::slice::from_ref(target);
        let places = Places::find(&comparison, &older.plan, sdks, &programs, (&paths, project))?;
        let difference = Difference { name: source.to_owned(), comparison, places };
        Ok(Self { difference, is_first: before.is_none(), moves })
    }

    /// The changes as people read them.
    pub(super) fn text(&self, extent: Extent, levels: &Levels, look: &Look) -> String {
        if self.is_first {
            let plan = headline(&self.difference.comparison);
            let plan = plan.split_once(',').map_or(plan.as_str(), |(plan, _)| plan);
            return format!("{}: {plan}, no earlier one to compare it with\n", self.difference.name);
        }
        human_text(&self.difference, extent, levels, look)
    }
}
