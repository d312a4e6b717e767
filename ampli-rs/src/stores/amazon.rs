//! Who asks S3: the keys of the environment, of a profile, or of the machine.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::aws::{AmazonS3Builder, AwsCredential, AwsCredentialProvider};
use snowplow_analytics::{CredentialSource, Credentials};

use super::{Stores, reason};

/// What says that the machine is given keys, of EKS and of ECS, and where they are asked for in place of the usual address.
const GIVEN: [&str; 4] = [
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_METADATA_ENDPOINT",
];

/// Whose machine it is, on Linux: elsewhere nobody would answer, and it would take long to find out.
const VENDOR: &str = "/sys/class/dmi/id/sys_vendor";

/// Whoever asks.
#[derive(Debug)]
pub(crate) enum Keys {
    /// Keys that stay the same.
    Own(Credentials),
    /// Keys that the machine is given, which are given anew before they end.
    Given { stores: &'static Stores, provider: AwsCredentialProvider },
}

impl Keys {
    /// Those of the environment, else those of a profile, else those of the machine.
    ///
    /// # Errors
    /// When there are none.
    pub(crate) fn find() -> io::Result<Self> {
        if let Some(own) =
            Credentials::from_environment().or_else(|| of_profile().as_ref().map(in_words_of_ours))
        {
            return Ok(Self::Own(own));
        }
        let is_amazons = || fs::read_to_string(VENDOR).is_ok_and(|vendor| vendor.starts_with("Amazon EC2"));
        if !GIVEN.iter().any(|name| variable(name).is_some()) && !is_amazons() {
            let message = "no keys of AWS: set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; \
                           `aws configure export-credentials --format env` prints them";
            return Err(io::Error::other(message));
        }
        let stores = Stores::shared().map_err(|failure| io::Error::other(failure.message().to_owned()))?;
        let builder = AmazonS3Builder::from_env().with_bucket_name("any").with_retry(super::RETRIES);
        let store = builder.with_http_connector(stores.connector.clone()).build();
        let store = store.map_err(|error| io::Error::other(reason(&error)))?;
        Ok(Self::Given { stores, provider: Arc::clone(store.credentials()) })
    }
}

impl CredentialSource for Keys {
    fn credentials(&self) -> io::Result<Credentials> {
        match self {
            Self::Own(own) => Ok(own.clone()),
            Self::Given { stores, provider } => {
                let given = stores.wait(provider.get_credential());
                let given = given.map_err(|error| {
                    io::Error::other(format!("the machine is given no keys of AWS: {}", reason(&error)))
                })?;
                Ok(in_words_of_ours(&given))
            }
        }
    }
}

/// The keys that stand in the file of credentials, under the name of the profile.
pub(super) fn of_profile() -> Option<AwsCredential> {
    let in_home =
        || Some(Path::new(&variable("HOME").or_else(|| variable("USERPROFILE"))?).join(".aws/credentials"));
    let path = variable("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from).or_else(in_home)?;
    let profile = variable("AWS_PROFILE").unwrap_or_else(|| "default".to_owned());
    let [id, secret, token] = keys_of(&fs::read_to_string(path).ok()?, &profile);
    Some(AwsCredential { key_id: id?, secret_key: secret?, token })
}

fn in_words_of_ours(keys: &AwsCredential) -> Credentials {
    let own = Credentials::new(keys.key_id.clone(), keys.secret_key.clone());
    match &keys.token {
        Some(token) => own.session_token(token.clone()),
        None => own,
    }
}

/// Id, secret and token of a profile.
fn keys_of(file: &str, profile: &str) -> [Option<String>; 3] {
    let lines = file.lines().map(str::trim);
    let is_head = |line: &&str| line.starts_with('[');
    let is_mine = |line: &str| line.trim_matches(['[', ']']).trim() == profile;
    let own =
        lines.skip_while(|line| !is_head(line) || !is_mine(line)).skip(1).take_while(|line| !is_head(line));
    let parts: Vec<(&str, &str)> = own.filter_map(|line| line.split_once('=')).collect();
    ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"].map(|name| {
        let value = parts.iter().find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    })
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::keys_of;

    #[test]
    fn a_profile_has_the_lines_below_its_name() {
        let file = "# mine\n[default]\naws_access_key_id = A\naws_secret_access_key=s/=\n\n[ other ]\n\
                    aws_access_key_id=B\naws_secret_access_key=t\naws_session_token=u\n[third]\nregion = x\n";
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(keys_of(file, "default"), [some("A"), some("s/="), None]);
        assert_eq!(keys_of(file, "other"), [some("B"), some("t"), some("u")]);
        assert_eq!(keys_of(file, "third"), [None, None, None]);
        assert_eq!(keys_of(file, "none"), [None, None, None]);
    }
}
