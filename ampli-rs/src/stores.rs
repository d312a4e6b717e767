//! Object stores by address: `s3://BUCKET/KEY`, `gs://BUCKET/KEY`, `az://CONTAINER/KEY`, `abfss://…` and `wasbs://…`.
//!
//! Who asks is said by the environment, in the variables that each vendor's own tools read. The calls of a store run on a
//! thread of [`Stores`], whoever waits for them: connections outlive a call, and need somebody who tends them.

mod amazon;
mod azure;
mod refusal;

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::client::{HttpClient, HttpConnector, SpawnService};
use object_store::gcp::{GcpCredential, GoogleCloudStorageBuilder};
use object_store::list::PaginatedListStore;
use object_store::path::Path;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig, StaticCredentialProvider};
use snowplow_analytics::Credentials;
use tokio::runtime::{Builder, Handle, Runtime};

pub(crate) use self::amazon::Keys;
pub(crate) use self::refusal::{io_reason, reason};
use crate::failure::Failure;
use crate::tls;

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long nothing may come.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// How often a request is made anew, and for how long.
const RETRIES: RetryConfig = RetryConfig {
    backoff: BackoffConfig {
        init_backoff: Duration::from_millis(200),
        max_backoff: Duration::from_secs(10),
        base: 2.0,
    },
    max_retries: 5,
    retry_timeout: Duration::from_secs(60),
};

/// Whether it is an address of an object store.
pub(crate) fn is_address(location: &str) -> bool {
    location.split_once("://").is_some_and(|(scheme, _)| Vendor::of(scheme).is_some())
}

/// Whose store it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vendor {
    Amazon,
    Google,
    Microsoft,
}

impl Vendor {
    fn of(scheme: &str) -> Option<Self> {
        match scheme {
            "s3" | "s3a" | "s3n" => Some(Self::Amazon),
            "gs" => Some(Self::Google),
            "az" | "adl" | "azure" | "abfs" | "abfss" | "wasb" | "wasbs" => Some(Self::Microsoft),
            _ => None,
        }
    }
}

/// What asks object stores.
#[derive(Debug)]
pub(crate) struct Stores {
    runtime: Runtime,
    connector: Connector,
}

/// An object of a store, or all whose keys begin with it.
#[derive(Clone)]
pub(crate) struct Located {
    /// The bucket or container.
    pub(crate) store: Arc<dyn ObjectStore>,
    /// The same, to list the keys that begin with any text.
    pub(crate) lister: Arc<dyn PaginatedListStore>,
    /// The key.
    pub(crate) path: Path,
}

impl Stores {
    /// Those of this process: one thread, which is started when it is needed.
    pub(crate) fn shared() -> Result<&'static Self, Failure> {
        static STORES: LazyLock<Result<Stores, Failure>> = LazyLock::new(Stores::new);
        STORES.as_ref().map_err(Failure::clone)
    }

    fn new() -> Result<Self, Failure> {
        let runtime =
            Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(|error| {
                Failure::new(
                    format!("could not start a thread: {error}"),
                    "end programs that are not needed, then run the command again",
                )
            })?;
        let client = reqwest::Client::builder()
            .user_agent(concat!("ampli-rs/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            // An object is what is stored, however it says that it is encoded.
            .no_gzip()
            .tls_backend_preconfigured(tls::client()?)
            .build()
            .map_err(|error| {
                Failure::new(
                    format!("could not set up the connection: {error}"),
                    "check the proxy variables (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`)",
                )
            })?;
        let connector = Connector { client, runtime: runtime.handle().clone() };
        Ok(Self { runtime, connector })
    }

    /// The store of an address, and the key that it names.
    ///
    /// # Errors
    /// When it is no such address, or the environment does not say who asks.
    pub(crate) fn locate(&self, address: &str) -> Result<Located, Failure> {
        let unusable = |error: &dyn std::fmt::Display| {
            Failure::new(
                format!("`{address}` can't be used: {error}"),
                "write `s3://BUCKET/FOLDER`, `gs://BUCKET/FOLDER` or `az://CONTAINER/FOLDER`",
            )
        };
        let (scheme, rest) = address.split_once("://").unwrap_or_default();
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        let vendor = Vendor::of(scheme).ok_or_else(|| unusable(&"it is no object store"))?;
        if bucket.is_empty() {
            return Err(unusable(&"it names no bucket"));
        }
        let path = Path::parse(key).map_err(|error| unusable(&error))?;
        let located = match vendor {
            Vendor::Amazon => self.s3(bucket, path),
            Vendor::Google => self.google(bucket, path),
            Vendor::Microsoft => self.azure(bucket, path),
        };
        located.map_err(|error| unusable(&reason(&error)))
    }

    /// Waits for an answer.
    pub(crate) fn wait<F: Future>(&self, answer: F) -> F::Output {
        self.runtime.block_on(answer)
    }

    fn s3(&self, bucket: &str, path: Path) -> object_store::Result<Located> {
        let builder = AmazonS3Builder::from_env().with_bucket_name(bucket).with_retry(RETRIES);
        let builder = match amazon::of_profile().filter(|_| Credentials::from_environment().is_none()) {
            Some(keys) => builder.with_credentials(Arc::new(StaticCredentialProvider::new(keys))),
            None => builder,
        };
        Ok(Located::new(builder.with_http_connector(self.connector.clone()).build()?, path))
    }

    fn google(&self, bucket: &str, path: Path) -> object_store::Result<Located> {
        let builder = GoogleCloudStorageBuilder::from_env().with_bucket_name(bucket).with_retry(RETRIES);
        // As Google's own libraries find an emulator, which asks for no token.
        let builder = match std::env::var("STORAGE_EMULATOR_HOST") {
            Ok(url) if !url.is_empty() => {
                // What is written has a token whatever is said: without this one Google would be asked for it.
                let any = StaticCredentialProvider::new(GcpCredential { bearer: "any".to_owned() });
                builder
                    .with_base_url(&with_scheme(url))
                    .with_credentials(Arc::new(any))
                    .with_skip_signature(true)
            }
            _ => builder,
        };
        Ok(Located::new(builder.with_http_connector(self.connector.clone()).build()?, path))
    }

    fn azure(&self, container: &str, path: Path) -> object_store::Result<Located> {
        let builder = azure::builder(container, |name| std::env::var(name).ok()).with_retry(RETRIES);
        Ok(Located::new(builder.with_http_connector(self.connector.clone()).build()?, path))
    }
}

impl Located {
    fn new(store: impl ObjectStore + PaginatedListStore, path: Path) -> Self {
        let store = Arc::new(store);
        Self { lister: Arc::clone(&store) as _, store, path }
    }
}

fn with_scheme(url: String) -> String {
    if url.contains("://") { url } else { format!("http://{url}") }
}

/// The client of the tool, for stores.
#[derive(Debug, Clone)]
struct Connector {
    client: reqwest::Client,
    runtime: Handle,
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(SpawnService::new(self.client.clone(), self.runtime.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::{is_address, with_scheme};

    #[test]
    fn addresses_are_known_by_their_scheme() {
        for address in
            ["s3://b/k", "gs://b", "az://c/k", "abfss://c@account.dfs.core.windows.net/k", "wasbs://c@a/k"]
        {
            assert!(is_address(address), "{address}");
        }
        for other in ["events", "https://example.com/x", "s3:/b", "C:\\events"] {
            assert!(!is_address(other), "{other}");
        }
    }

    #[test]
    fn an_emulator_needs_no_scheme() {
        assert_eq!(with_scheme("127.0.0.1:4443".to_owned()), "http://127.0.0.1:4443");
        assert_eq!(with_scheme("https://emulator".to_owned()), "https://emulator");
    }
}
