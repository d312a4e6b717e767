//! Containers of Azure: what addresses say, and what the variables of Azure's own tools say.

use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};

/// The domain of accounts that are in none of the clouds apart.
const DOMAIN: &str = "core.windows.net";

/// The variables of Azure's command line that `object_store` calls otherwise.
const VARIABLES: [(&str, AzureConfigKey); 2] = [
    ("AZURE_STORAGE_ACCOUNT", AzureConfigKey::AccountName),
    ("AZURE_STORAGE_KEY", AzureConfigKey::AccessKey),
];

/// The builder for `CONTAINER` or `CONTAINER@ACCOUNT.dfs.DOMAIN`, in an environment.
///
/// An account of the address wins over one of the environment, and the server of the environment over that of the address,
/// so that tests and proxies can stand in for it.
pub(super) fn builder(authority: &str, variable: impl Fn(&str) -> Option<String>) -> MicrosoftAzureBuilder {
    let mut builder = MicrosoftAzureBuilder::from_env();
    let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
    for (name, key) in VARIABLES {
        if let Some(value) = variable(name).filter(|_| builder.get_config_value(&key).is_none()) {
            builder = builder.with_config(key, value);
        }
    }
    if let Some(text) = variable("AZURE_STORAGE_CONNECTION_STRING") {
        builder = with_connection_string(builder, &text);
    }
    let (container, host) = authority.split_once('@').unwrap_or((authority, ""));
    let (account, domain) = host.split_once('.').unwrap_or((host, ""));
    if !account.is_empty() {
        builder = builder.with_account(account);
    }
    // Of both services of an account, `object_store` speaks to that of blobs.
    let domain = domain.strip_prefix("dfs.").or_else(|| domain.strip_prefix("blob.")).unwrap_or_default();
    let is_known = builder.get_config_value(&AzureConfigKey::Endpoint).is_some();
    if !domain.is_empty() && domain != DOMAIN && !is_known {
        builder = builder.with_endpoint(format!("https://{account}.blob.{domain}"));
    }
    builder.with_container_name(container)
}

/// `AccountName=…;AccountKey=…;BlobEndpoint=…`, as the portal gives it. What single variables say stays.
fn with_connection_string(builder: MicrosoftAzureBuilder, text: &str) -> MicrosoftAzureBuilder {
    let part = |name: &str| {
        let mut parts = text.split(';').filter_map(|part| part.split_once('='));
        parts.find_map(|(known, value)| known.trim().eq_ignore_ascii_case(name).then(|| value.trim()))
    };
    let endpoint = part("BlobEndpoint").map(str::to_owned).or_else(|| {
        let (account, domain) = (part("AccountName")?, part("EndpointSuffix")?);
        (domain != DOMAIN).then(|| format!("https://{account}.blob.{domain}"))
    });
    let said = [
        (AzureConfigKey::AccountName, part("AccountName").map(str::to_owned)),
        (AzureConfigKey::AccessKey, part("AccountKey").map(str::to_owned)),
        (AzureConfigKey::SasKey, part("SharedAccessSignature").map(str::to_owned)),
        (AzureConfigKey::Endpoint, endpoint),
        (AzureConfigKey::UseEmulator, part("UseDevelopmentStorage").map(str::to_owned)),
    ];
    said.into_iter().fold(builder, |builder, (key, value)| match value {
        Some(value) if is_unset(&builder, &key) => builder.with_config(key, value),
        _ => builder,
    })
}

/// A switch always has a value.
fn is_unset(builder: &MicrosoftAzureBuilder, key: &AzureConfigKey) -> bool {
    builder.get_config_value(key).is_none_or(|value| value == "false")
}

#[cfg(test)]
mod tests {
    use object_store::azure::AzureConfigKey::{AccessKey, AccountName, ContainerName, Endpoint, UseEmulator};

    use super::builder;

    fn said(authority: &str, variables: &[(&str, &str)]) -> [Option<String>; 4] {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let builder = builder(authority, variable);
        [ContainerName, AccountName, Endpoint, AccessKey].map(|key| builder.get_config_value(&key))
    }

    fn some<const N: usize>(texts: [&str; N]) -> [Option<String>; N] {
        texts.map(|text| (!text.is_empty()).then(|| text.to_owned()))
    }

    #[test]
    fn addresses_name_container_account_and_cloud() {
        assert_eq!(said("c", &[]), some(["c", "", "", ""]));
        assert_eq!(said("c@a.dfs.core.windows.net", &[]), some(["c", "a", "", ""]));
        assert_eq!(said("c@a.blob.core.windows.net", &[]), some(["c", "a", "", ""]));
        let china = some(["c", "a", "https://a.blob.core.chinacloudapi.cn", ""]);
        assert_eq!(said("c@a.dfs.core.chinacloudapi.cn", &[]), china);
    }

    #[test]
    fn variables_of_azures_own_tools_are_read() {
        let account = [("AZURE_STORAGE_ACCOUNT", "a"), ("AZURE_STORAGE_KEY", "k==")];
        assert_eq!(said("c", &account), some(["c", "a", "", "k=="]));
        assert_eq!(said("c@b.dfs.core.windows.net", &account), some(["c", "b", "", "k=="]));
        let text =
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=k==;EndpointSuffix=core.windows.net";
        assert_eq!(said("c", &[("AZURE_STORAGE_CONNECTION_STRING", text)]), some(["c", "a", "", "k=="]));
        let text = "AccountName=a;AccountKey=k==;BlobEndpoint=http://127.0.0.1:1/a";
        let expected = some(["c", "a", "http://127.0.0.1:1/a", "k=="]);
        assert_eq!(said("c", &[("AZURE_STORAGE_CONNECTION_STRING", text)]), expected);
        let variable = |name: &str| {
            (name == "AZURE_STORAGE_CONNECTION_STRING").then(|| "UseDevelopmentStorage=true".to_owned())
        };
        assert_eq!(builder("c", variable).get_config_value(&UseEmulator).as_deref(), Some("true"));
    }
}
