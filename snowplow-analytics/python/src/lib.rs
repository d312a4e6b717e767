//! The Python package of `snowplow-analytics`: what is in the package's folder calls what is here.

mod batch;
mod manifests;
mod refusals;
mod transform;

use pyo3::prelude::*;

/// The part of the package that is written in Rust.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("FIELDS", transform::fields())?;
    module.add_function(wrap_pyfunction!(transform::transform_json, module)?)?;
    module.add_function(wrap_pyfunction!(transform::is_value, module)?)?;
    module.add_function(wrap_pyfunction!(batch::validate_batch, module)?)?;
    module.add_function(wrap_pyfunction!(manifests::run_id, module)?)?;
    module.add_function(wrap_pyfunction!(manifests::local_runids, module)?)?;
    module.add_class::<manifests::Manifests>()?;
    module.add_class::<manifests::Claim>()?;
    module.add_class::<manifests::RunRecord>()?;
    module.add("LeaseLost", module.py().get_type::<refusals::LeaseLost>())
}
