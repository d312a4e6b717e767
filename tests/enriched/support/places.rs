//! Places for manifests that workers of several processes share: a folder, and servers.

use std::any::Any;
use std::sync::Arc;
#[cfg(all(feature = "object-store", feature = "dynamodb"))]
use std::time::Duration;

use snowplow_analytics::{Clock, LocalManifests, RunManifests};

/// A place, which ends with the test.
pub(crate) struct Place {
    kind: &'static str,
    /// The folder, or the server.
    location: String,
    _server: Box<dyn Any>,
}

pub(crate) type Manifests = Box<dyn RunManifests + Send + Sync>;

impl Place {
    pub(crate) fn folder() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = folder.path().join("manifests").display().to_string();
        Self { kind: "folder", location, _server: Box::new(folder) }
    }

    /// What workers have to know to find it.
    pub(crate) fn address(&self) -> String {
        format!("{} {}", self.kind, self.location)
    }

    pub(crate) fn open(&self, clock: Arc<dyn Clock>) -> Manifests {
        open(&self.address(), clock)
    }
}

/// The manifests at an address.
pub(crate) fn open(address: &str, clock: Arc<dyn Clock>) -> Manifests {
    let (kind, location) = address.split_once(' ').unwrap();
    match kind {
        "folder" => Box::new(LocalManifests::new(location).clock(clock)),
        #[cfg(all(feature = "object-store", feature = "dynamodb"))]
        kind => servers::open(kind, location, clock),
        #[cfg(not(all(feature = "object-store", feature = "dynamodb")))]
        kind => panic!("no {kind}"),
    }
}

#[cfg(all(feature = "object-store", feature = "dynamodb"))]
mod servers {
    use object_store::aws::AmazonS3Builder;
    use object_store::azure::MicrosoftAzureBuilder;
    use object_store::gcp::{GcpCredential, GoogleCloudStorageBuilder};
    use object_store::path::Path;
    use object_store::{
        BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
        StaticCredentialProvider,
    };
    use snowplow_analytics::{Credentials, DynamoManifests, ObjectStoreManifests};

    use super::{Arc, Clock, Duration, Manifests, Place};
    use crate::support::azurite::Azurite;
    use crate::support::dynalite;
    use crate::support::google::{BUCKET, Google};
    use crate::support::moto::Moto;
    use crate::support::proxy::{Fate, Proxy, Request};

    impl Place {
        /// S3, by moto.
        pub(crate) fn s3() -> Option<Self> {
            let server = Moto::start()?;
            let made =
                server.python(&format!("import boto3\nboto3.client('s3').create_bucket(Bucket='{BUCKET}')"));
            let location = server.url().to_owned();
            Some(Self { kind: "s3", location, _server: Box::new(done(made, server)) })
        }

        /// Azure's blob storage, by Azurite.
        pub(crate) fn azure() -> Option<Self> {
            let server = Azurite::start()?;
            let made = server.python(&format!("make('{BUCKET}')"));
            let location = server.url().to_owned();
            Some(Self { kind: "azure", location, _server: Box::new(done(made, server)) })
        }

        pub(crate) fn google() -> Self {
            let server = Google::start();
            Self { kind: "google", location: server.url.clone(), _server: Box::new(server) }
        }

        /// DynamoDB, by moto.
        pub(crate) fn moto() -> Option<Self> {
            let server = Moto::start()?;
            Some(Self { kind: "dynamodb", location: server.url().to_owned(), _server: Box::new(server) })
        }

        /// DynamoDB, by dynalite.
        pub(crate) fn dynalite() -> Option<Self> {
            let server = dynalite::start()?;
            Some(Self { kind: "dynamodb", location: server.url.clone(), _server: Box::new(server) })
        }

        pub(crate) fn is_dynamodb(&self) -> bool {
            self.kind == "dynamodb"
        }

        /// The store itself.
        pub(crate) fn store(&self) -> Arc<dyn ObjectStore> {
            store(self.kind, &self.location)
        }

        /// Puts objects there.
        pub(crate) fn put(&self, keys: impl Iterator<Item = String>) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let store = self.store();
            for key in keys {
                let path = Path::parse(key).unwrap();
                runtime.block_on(store.put(&path, PutPayload::from("events"))).unwrap();
            }
        }

        /// The same place, behind a proxy.
        pub(crate) fn behind(&self, judge: impl Fn(&Request) -> Fate + Send + Sync + 'static) -> Self {
            let proxy = Proxy::before(&self.location, judge);
            Self { kind: self.kind, location: proxy.url, _server: Box::new(()) }
        }
    }

    /// The server, when a program has prepared it.
    fn done<S>(mut program: std::process::Command, server: S) -> S {
        let output = program.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        server
    }

    pub(super) fn open(kind: &str, url: &str, clock: Arc<dyn Clock>) -> Manifests {
        if kind == "dynamodb" {
            let manifests = DynamoManifests::new("manifests", "us-east-1", Credentials::new("key", "secret"));
            return Box::new(manifests.endpoint(url).pause(Duration::ZERO).clock(clock));
        }
        Box::new(ObjectStoreManifests::new(store(kind, url), "audited/runs").unwrap().clock(clock))
    }

    fn store(kind: &str, url: &str) -> Arc<dyn ObjectStore> {
        match kind {
            "s3" => Arc::new(s3(url)),
            "azure" => Arc::new(azure(url)),
            _ => Arc::new(google(url)),
        }
    }

    fn s3(url: &str) -> impl ObjectStore {
        let builder = AmazonS3Builder::new().with_endpoint(url).with_bucket_name(BUCKET);
        let builder = builder.with_access_key_id("key").with_secret_access_key("secret");
        builder.with_client_options(options()).with_retry(retries()).build().unwrap()
    }

    fn azure(url: &str) -> impl ObjectStore {
        let [_, (_, account), (_, key)] = Azurite::variables_at(url);
        let builder = MicrosoftAzureBuilder::new().with_endpoint(format!("{url}/{account}"));
        let builder = builder.with_account(account).with_access_key(key).with_container_name(BUCKET);
        builder.with_client_options(options()).with_retry(retries()).build().unwrap()
    }

    fn google(url: &str) -> impl ObjectStore {
        let builder = GoogleCloudStorageBuilder::new().with_base_url(url).with_bucket_name(BUCKET);
        // Without a signature `object_store` reads, but does not write.
        let credential = GcpCredential { bearer: "token".to_owned() };
        let builder = builder.with_credentials(Arc::new(StaticCredentialProvider::new(credential)));
        builder.with_client_options(options()).with_retry(retries()).build().unwrap()
    }

    fn options() -> ClientOptions {
        // Several of this binary's crates speak TLS, and none says by which of its implementations.
        let _ = rustls::crypto::ring::default_provider().install_default();
        ClientOptions::new().with_allow_http(true)
    }

    fn retries() -> RetryConfig {
        let (init_backoff, max_backoff) = (Duration::from_millis(1), Duration::from_millis(2));
        let backoff = BackoffConfig { init_backoff, max_backoff, base: 2.0 };
        RetryConfig { backoff, ..RetryConfig::default() }
    }
}
