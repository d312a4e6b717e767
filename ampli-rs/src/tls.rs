//! Whom the tool trusts: TLS for every client that it has.

use std::fmt;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use crate::failure::Failure;

/// Mozilla's list of authorities, which comes with the tool, and those in the file that `SSL_CERT_FILE` names.
pub(crate) fn client() -> Result<ClientConfig, Failure> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) {
        let unusable = |error: &dyn fmt::Display| {
            Failure::new(
                format!("could not use the certificates in `{}`: {error}", path.to_string_lossy()),
                "let `SSL_CERT_FILE` name a file in PEM form, or unset it",
            )
        };
        for certificate in CertificateDer::pem_file_iter(&path).map_err(|error| unusable(&error))? {
            let certificate = certificate.map_err(|error| unusable(&error))?;
            roots.add(certificate).map_err(|error| unusable(&error))?;
        }
    }
    let tls = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Failure::new(format!("could not set up TLS: {error}"), "report it"))?;
    Ok(tls.with_root_certificates(roots).with_no_client_auth())
}
