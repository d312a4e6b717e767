use crate::delivery::Destination;
use crate::tracking_plan::TrackingPlan;

/// What a destination needs and the plan does not have: the word for it.
pub(crate) type Missing = &'static str;

/// Makes a destination from its endpoint, its key and the plan that it is in.
pub(super) type Maker =
    fn(Option<&str>, Option<&str>, &TrackingPlan) -> Result<Box<dyn Destination>, Missing>;

/// Makes the enum of the services, each of which is there on its condition, and whose destination says by the function
/// `from_plan` how it is made.
macro_rules! services {
    ($($condition:meta => $service:ident: $documentation:literal;)*) => {
        /// What delivers to a destination of the plan. A service is there only with its feature.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Service {
            /// A plugin of the program's own, whose id is the destination's name.
            Custom,
            $(
                #[doc = $documentation]
                #[cfg($condition)]
                $service,
            )*
        }

        impl Service {
            /// How its destination is made; nothing if that is up to the program.
            pub(super) fn maker(self) -> Option<Maker> {
                match self {
                    Self::Custom => None,
                    $(
                        #[cfg($condition)]
                        Self::$service => Some(|endpoint, key, plan| {
                            Ok(Box::new(crate::destination::$service::from_plan(endpoint, key, plan)?))
                        }),
                    )*
                }
            }
        }
    };
}

services! {
    all(feature = "amplitude", feature = "http") => Amplitude: "Amplitude; its endpoint is the host, if not Amplitude's own.";
    feature = "console" => Console: "Standard output.";
    feature = "jsonl" => JsonLines: "A file of JSON lines; its endpoint is the path.";
    all(feature = "mixpanel", feature = "http") => Mixpanel: "Mixpanel; its endpoint is the host, if not Mixpanel's own.";
    all(feature = "rudderstack", feature = "http") => RudderStack: "RudderStack; its endpoint is the data plane.";
    all(feature = "segment", feature = "http") => Segment: "Segment; its endpoint is the host, if not Segment's own.";
    all(feature = "snowplow", feature = "http") => Snowplow: "Snowplow; its endpoint is the collector, and its key the vendor of its schemas.";
    all(feature = "webhook", feature = "http") => Webhook: "HTTP; its endpoint is the URL.";
}
