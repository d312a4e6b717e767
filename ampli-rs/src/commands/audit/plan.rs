//! The plan that events are held against.

use super::super::console::Console;
use super::super::report::Findings;
use super::super::target::{self, Target};
use super::super::{reading, rules};
use crate::audit::report::Report;
use crate::cli::AuditPlanArguments;
use crate::config::Project;
use crate::diagnostic::Levels;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::saved_plan::SavedPlan;
use crate::selection;
use crate::text::PlanText;

/// A plan, and what the user thinks of findings about it.
pub(super) struct AuditedPlan {
    pub(super) plan: Plan,
    text: PlanText,
    pub(super) levels: Levels,
}

impl AuditedPlan {
    /// The plan that is named, else the one that the last pull has saved.
    pub(super) fn read(arguments: &AuditPlanArguments, console: &Console) -> Result<Self, Failure> {
        let plan_arguments = reading::plan_or_saved(&arguments.plan);
        let project = reading::project(&plan_arguments)?;
        let levels = rules::settings(&project)?.levels;
        let mut read: Option<(PlanText, Plan)> = None;
        for target in targets(arguments, &project)? {
            let (text, plan) = reading::named_or_saved(&target, &plan_arguments, &project, console)?;
            match &read {
                None => read = Some((text, plan)),
                Some((_, other)) if SavedPlan::new(other).content == SavedPlan::new(&plan).content => {}
                Some(_) => {
                    let message = "the sources of `ampli.toml` have different plans";
                    return Err(Failure::new(message, "name one of them with `--source`"));
                }
            }
        }
        let (text, plan) = read.unwrap_or_default();
        if let Some(source) = &arguments.source
            && !plan.sources.is_empty()
        {
            selection::source_name(&plan, Some(source))?;
        }
        Ok(Self { plan, text, levels })
    }

    /// The findings of a report, pointing into the plan.
    pub(super) fn findings(&self, report: &Report<'_>) -> Findings {
        let mut findings = Findings::default();
        findings.add(self.text.clone(), report.diagnostics(), Some(&self.plan));
        findings
    }
}

/// The sources that are asked about.
fn targets(arguments: &AuditPlanArguments, project: &Project) -> Result<Vec<Target>, Failure> {
    let Some(name) = &arguments.source else {
        // A plan that is named is read once.
        let most = if arguments.plan.plan.is_some() { 1 } else { usize::MAX };
        return Ok(Target::configured(project).into_iter().take(most).collect());
    };
    if arguments.plan.plan.is_none() {
        target::refuse_unknown([name], project)?;
    }
    Ok(vec![Target::of(Some(name), project)])
}
