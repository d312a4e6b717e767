//! Amplitude Data's GraphQL API: down from the organisation to one version of one branch, then what is in it.

mod implementation;

pub(super) use self::implementation::write;
use super::answer::{self, Answer, object, with};
use super::refusal;
use super::session::Session;
use super::{Account, Branch, Locator, Workspace, empty};
use crate::failure::Failure;
use crate::json::{Json, quoted};
use crate::suggestion;
use crate::text::Document;

const ORGS: &str = "id name user { id firstName lastName email } workspaces { id name }";
const BRANCHES: &str = "id name branches { id name currentVersionId default }";
const NUMBERS: &str = "id majorVersion minorVersion patchVersion";
const SOURCES: &str = "sources { id name destinations { name serviceId } templates { id name } }";
const EVENTS: &str = "id name description category isDeleted user { firstName lastName email } \
                      sources { id name } templates { id name }";
const PROPERTIES: &str = "properties { id kind name description example required type schema isDeleted }";

/// What not every token opens and not every server has: it is asked for, and left out if that is refused.
struct More {
    /// How messages call the fields.
    names: &'static str,
    /// The fields that hold them, in place of the plain ones.
    fields: &'static str,
}

const MORE_OF_SOURCES: More = More {
    names: "apiKeys, enabledByDefault",
    fields: "sources { id name destinations { name serviceId enabledByDefault \
             apiKeys { environment { name } apiKey } } templates { id name } }",
};
const MORE_OF_EVENTS: More = More {
    names: "tags, sourceDestinations",
    fields: "tags sourceDestinations { source { id name } destination { name serviceId } enabled }",
};

/// The member of the document that names what was refused.
const LEFT_OUT: &str = "leftOut";

/// The name of the branch that is there from the beginning.
const MAIN: &str = "main";

/// From the outermost to the innermost: each holds a list of the next.
const LEVELS: [&str; 4] = ["orgs", "workspaces", "branches", "versions"];

/// Something with an id, on the way down.
#[derive(Clone)]
struct Step {
    id: String,
    name: String,
}

/// One version of the plan, with everything around it, as one answer.
pub(super) fn document(session: &Session<'_>, locator: &Locator) -> Result<Document, Failure> {
    let (org, workspace) = workspace(session, &locator.plan)?;
    let found = found_branch(session, locator, &org, &workspace)?;
    let version = version(session, locator, (&org, &workspace), &found)?;
    let branch = found.step;
    let steps = [&org.id, &workspace.id, &branch.id, &version].map(String::as_str);
    let mut left_out = Vec::new();
    let all = format!("{NUMBERS} {}", MORE_OF_SOURCES.fields);
    let plain = format!("{NUMBERS} {SOURCES}");
    let about = ask_more(session, "sources", &steps, (&all, &plain), &MORE_OF_SOURCES, &mut left_out)?;
    let templates = format!("templates {{ id name description {PROPERTIES} }}");
    let content = |more: &str| format!("events {{ {EVENTS}{more} {PROPERTIES} }} {templates} {PROPERTIES}");
    let all = content(&format!(" {}", MORE_OF_EVENTS.fields));
    let asked = (all.as_str(), &*content(""));
    let content = ask_more(session, "versions", &steps, asked, &MORE_OF_EVENTS, &mut left_out)?;
    if innermost(&content, 4)?.get("events").is_none_or(|events| events.items().is_empty()) {
        return Err(empty(session, "events"));
    }
    let mut whole = innermost(&about, 4)?.clone();
    for key in ["templates", "properties", "events"] {
        let list = innermost(&content, 4)?.get(key).cloned();
        whole = with(&whole, key, list.unwrap_or_else(|| Json::Array(Default::default())));
    }
    let around = [branch, workspace, org];
    for (step, level) in around.into_iter().zip(LEVELS.into_iter().rev()) {
        let list = [whole].into_iter().collect();
        whole = object([("id", step.id.as_str().into()), ("name", step.name.as_str().into()), (level, list)]);
    }
    let mut document = object([("data", object([("orgs", [whole].into_iter().collect())]))]);
    if !left_out.is_empty() {
        document = with(&document, LEFT_OUT, left_out.join(", ").as_str().into());
    }
    Ok(answer::document(session.subject.clone(), &document))
}

/// The person whose token it is, with all that it opens.
pub(super) fn account(session: &Session<'_>) -> Result<Account, Failure> {
    let answer = ask(session, "orgs", &[], ORGS)?;
    let orgs = answer.list(&["data", "orgs"])?;
    let user = orgs.first().and_then(|org| org.get("user")).and_then(|user| user.get("email"));
    let text = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let workspaces = orgs.iter().filter_map(|org| org.get("workspaces")).flat_map(Json::items);
    Ok(Account {
        user: user.and_then(Json::as_str).map(str::to_owned),
        organisations: orgs.iter().map(|org| text(org, "name")).collect(),
        workspaces: workspaces
            .map(|workspace| Workspace { id: text(workspace, "id"), name: text(workspace, "name") })
            .collect(),
    })
}

/// The branches of the workspace.
pub(super) fn branches(session: &Session<'_>, locator: &Locator) -> Result<Vec<Branch>, Failure> {
    let (org, workspace) = workspace(session, &locator.plan)?;
    let answer = ask(session, "branches", &[&org.id, &workspace.id], BRANCHES)?;
    let branches = innermost(&answer, 2)?.get("branches").map_or(&[][..], Json::items);
    let read = |branch: &Json| {
        let is_default = branch.get("default").and_then(Json::as_bool) == Some(true);
        Some(Branch { id: text(branch, "id")?, name: text(branch, "name")?, is_default })
    };
    Ok(branches.iter().filter_map(read).collect())
}

/// The workspace by its id or name, or the only one, and the organisation that it belongs to.
fn workspace(session: &Session<'_>, wanted: &str) -> Result<(Step, Step), Failure> {
    let answer = ask(session, "orgs", &[], ORGS)?;
    let mut known = Vec::new();
    for org in answer.list(&["data", "orgs"])? {
        let workspaces = org.get("workspaces").map_or(&[][..], Json::items);
        known.extend(workspaces.iter().filter_map(|workspace| Some((step(org)?, step(workspace)?))));
    }
    let matching = |(_, workspace): &&(Step, Step)| {
        wanted.is_empty() || workspace.id == wanted || workspace.name == wanted
    };
    let mut found = known.iter().filter(matching);
    let names = known.iter().map(|(_, workspace)| workspace.name.as_str());
    match (found.next(), found.next()) {
        (Some(found), None) => Ok(found.clone()),
        (None, _) if known.is_empty() => Err(Failure::new(
            "the token opens no workspace of Amplitude",
            "make a token in the settings of the workspace",
        )),
        (None, _) => Err(Failure::new(
            format!("Amplitude has no workspace `{wanted}` for this token"),
            suggestion::did_you_mean(wanted, names),
        )),
        (Some(_), Some(_)) => Err(Failure::new(
            format!("`{}` may be one of several workspaces", session.subject),
            format!("name one by its id: known are {}", identities(&known)),
        )),
    }
}

fn identities(known: &[(Step, Step)]) -> String {
    let one = |(_, workspace): &(Step, Step)| format!("`{}` ({})", workspace.id, workspace.name);
    known.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A branch as it was found.
struct FoundBranch {
    step: Step,
    /// The id of its version that counts; `None` before the first one is published.
    current: Option<String>,
    is_default: bool,
}

/// The branch by its name or id, or the default one.
fn found_branch(
    session: &Session<'_>,
    locator: &Locator,
    org: &Step,
    workspace: &Step,
) -> Result<FoundBranch, Failure> {
    let answer = ask(session, "branches", &[&org.id, &workspace.id], BRANCHES)?;
    let branches = innermost(&answer, 2)?.get("branches").map_or(&[][..], Json::items);
    let called = |branch: &&Json, wanted: &str| {
        ["name", "id"].iter().any(|key| text(branch, key).as_deref() == Some(wanted))
    };
    let is_default = |branch: &&Json| branch.get("default").and_then(Json::as_bool) == Some(true);
    let default = branches.iter().find(is_default).or(branches.iter().find(|branch| called(branch, MAIN)));
    let found = match &locator.branch {
        Some(wanted) => branches.iter().find(|branch| called(branch, wanted)),
        None => default,
    };
    let Some((step, json)) = found.and_then(|branch| Some((step(branch)?, branch))) else {
        let names: Vec<_> = branches.iter().filter_map(|branch| branch.get("name")?.as_str()).collect();
        let wanted = locator.branch.as_deref().unwrap_or(MAIN);
        return Err(Failure::new(
            format!("the workspace `{}` has no branch `{wanted}`", workspace.name),
            suggestion::did_you_mean(wanted, names.iter().copied()),
        ));
    };
    Ok(FoundBranch { step, current: text(json, "currentVersionId"), is_default: Some(json) == default })
}

/// The id of the version that `locator` names, or of the current one of the branch.
fn version(
    session: &Session<'_>,
    locator: &Locator,
    (org, workspace): (&Step, &Step),
    branch: &FoundBranch,
) -> Result<String, Failure> {
    match &locator.version {
        Some(wanted) => numbered(session, org, workspace, &branch.step, wanted),
        None => branch.current.clone().ok_or_else(|| {
            Failure::new(
                format!("the branch `{}` of `{}` has no version yet", branch.step.name, workspace.name),
                "publish the branch in Amplitude Data, or name another one",
            )
        }),
    }
}

/// The id of the version that is called `wanted`: `1`, `1.2` or `1.2.0`.
fn numbered(
    session: &Session<'_>,
    org: &Step,
    workspace: &Step,
    branch: &Step,
    wanted: &str,
) -> Result<String, Failure> {
    let fields = format!("id name versions {{ {NUMBERS} staging }}");
    let answer = ask(session, "branchVersions", &[&org.id, &workspace.id, &branch.id], &fields)?;
    let versions = innermost(&answer, 3)?.get("versions").map_or(&[][..], Json::items);
    let published: Vec<_> = versions
        .iter()
        .filter(|version| version.get("staging").and_then(Json::as_bool) != Some(true))
        .map(|version| (number(version), version))
        .collect();
    let same = |number: &str| short(number) == short(wanted);
    match published.iter().find(|(number, _)| same(number)).and_then(|(_, version)| text(version, "id")) {
        Some(id) => Ok(id),
        None => Err(Failure::new(
            format!("the branch `{}` has no version `{wanted}`", branch.name),
            suggestion::did_you_mean(wanted, published.iter().map(|(number, _)| number.as_str())),
        )),
    }
}

/// A version as people write it.
fn number(version: &Json) -> String {
    let part = |key: &str| match version.get(key) {
        Some(Json::Number(number)) => number.to_string(),
        _ => "0".to_owned(),
    };
    ["majorVersion", "minorVersion", "patchVersion"].map(part).join(".")
}

/// `1.2.0` and `1.2` are the same version.
fn short(number: &str) -> &str {
    let mut number = number;
    while let Some(rest) = number.strip_suffix(".0") {
        number = rest;
    }
    number
}

/// Asks for `fields` of what the ids lead down to.
fn ask(session: &Session<'_>, operation: &str, ids: &[&str], fields: &str) -> Result<Answer, Failure> {
    post(session, operation, &question(operation, ids, fields))
}

/// Sends the request `body`, whose answer must have no errors.
fn post(session: &Session<'_>, operation: &str, body: &str) -> Result<Answer, Failure> {
    let answer = session.post(&path(session), body)?;
    match first_error(&answer) {
        Some(error) => Err(refused(session, operation, error)),
        None => Ok(answer),
    }
}

/// Asks for all fields; if some of them are not to be had, for the `plain` ones, and notes what that leaves out.
fn ask_more(
    session: &Session<'_>,
    operation: &str,
    ids: &[&str],
    (all, plain): (&str, &str),
    more: &More,
    left_out: &mut Vec<&'static str>,
) -> Result<Answer, Failure> {
    const NOT_TO_BE_HAD: &[&str] = &["GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "FORBIDDEN"];
    if let Some(answer) = session.try_post(&path(session), &question(operation, ids, all))? {
        match first_error(&answer) {
            None => return Ok(answer),
            Some(error) if !NOT_TO_BE_HAD.contains(&code(error).unwrap_or_default()) => {
                return Err(refused(session, operation, error));
            }
            Some(_) => {}
        }
    }
    left_out.push(more.names);
    ask(session, operation, ids, plain)
}

fn question(operation: &str, ids: &[&str], fields: &str) -> String {
    // Ids are written into the query: what type the server has for them is not known.
    let mut query = fields.to_owned();
    for (index, level) in LEVELS.iter().enumerate().take(ids.len().max(1)).rev() {
        let id = ids.get(index).map(|id| format!("(id: {})", quoted(id))).unwrap_or_default();
        let own = if index + 1 < ids.len() { "id name " } else { "" };
        query = format!("{level}{id} {{ {own}{query} }}");
    }
    let query = format!("query {operation} {{ {query} }}");
    let body = object([("operationName", operation.into()), ("query", query.as_str().into())]);
    serde_json::to_string(&body).unwrap_or_default()
}

fn first_error(answer: &Answer) -> Option<&Json> {
    answer.get(&["errors"])?.items().first()
}

fn code(error: &Json) -> Option<&str> {
    error.get("extensions")?.get("code")?.as_str()
}

/// The address may name the API's only path already.
fn path(session: &Session<'_>) -> Vec<&'static str> {
    const PATH: &str = "graphql";
    let is_there = session.place(&[]).trim_end_matches('/').ends_with("/graphql");
    [PATH].into_iter().filter(|_| !is_there).collect()
}

/// Part of an answer may have come with the error; a part is no plan.
fn refused(session: &Session<'_>, operation: &str, error: &Json) -> Failure {
    match code(error) {
        Some("UNAUTHENTICATED") => refusal::token_refused(session, ""),
        Some("FORBIDDEN") => refusal::not_allowed(session, ""),
        _ => {
            let said = error.get("message").and_then(Json::as_str);
            let said = said.filter(|said| !session.betrays_token(said));
            let place = session.place(&path(session));
            refusal::refused(session, &place, said, &format!(" for `{operation}`"))
        }
    }
}

/// The first entry of each of so many levels.
fn innermost(answer: &Answer, levels: usize) -> Result<&Json, Failure> {
    let data = answer.object(&["data"])?;
    LEVELS[..levels].iter().try_fold(data, |json, level| {
        json.get(level)
            .and_then(|list| list.items().first())
            .ok_or_else(|| answer.without("list", &["data", level]))
    })
}

fn step(json: &Json) -> Option<Step> {
    Some(Step { id: text(json, "id")?, name: text(json, "name")? })
}

/// A text; ids may be numbers.
fn text(json: &Json, key: &str) -> Option<String> {
    match json.get(key)? {
        Json::String(text) => Some(text.to_string()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
