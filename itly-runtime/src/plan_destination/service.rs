use crate::delivery::Destination;
use crate::destination::Missing;
use crate::tracking_plan::TrackingPlan;

/// Makes a destination from its endpoint, its key and the plan that it is in.
pub(super) type Maker =
    fn(Option<&str>, Option<&str>, &TrackingPlan) -> Result<Box<dyn Destination>, Missing>;

/// Makes the enum of the services, each of which is there on its condition. Its destination is made `of_key`, and of a host if
/// there is an endpoint, or `of_itself`: as it says by its function `from_plan`.
macro_rules! services {
    (@of_key $service:ident) => {
        |endpoint, key, _plan| {
            let made = crate::destination::$service::new(key.ok_or("key")?);
            Ok(match endpoint {
                Some(url) => Box::new(made.host(url)),
                None => Box::new(made),
            })
        }
    };
    (@of_itself $service:ident) => {
        |endpoint, key, plan| Ok(Box::new(crate::destination::$service::from_plan(endpoint, key, plan)?))
    };
    ($($condition:meta => $service:ident $maker:ident: $documentation:literal;)*) => {
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
                        Self::$service => Some(services!(@$maker $service)),
                    )*
                }
            }
        }
    };
}

services! {
    all(feature = "amplitude", feature = "_transport") => Amplitude of_itself: "Amplitude; its endpoint is the host, if not Amplitude's own.";
    feature = "console" => Console of_itself: "Standard output.";
    feature = "jsonl" => JsonLines of_itself: "A file of JSON lines; its endpoint is the path.";
    all(feature = "mixpanel", feature = "_transport") => Mixpanel of_key: "Mixpanel; its endpoint is the host, if not Mixpanel's own.";
    all(feature = "posthog", feature = "_transport") => PostHog of_key: "PostHog; its endpoint is the host, if not that of PostHog's cloud.";
    all(feature = "rudderstack", feature = "_transport") => RudderStack of_key: "RudderStack; its endpoint is the data plane.";
    all(feature = "segment", feature = "_transport") => Segment of_key: "Segment; its endpoint is the host, if not Segment's own.";
    all(feature = "snowplow", feature = "_transport") => Snowplow of_itself: "Snowplow; its endpoint is the collector, and its key the vendor of its schemas.";
    all(feature = "webhook", feature = "_transport") => Webhook of_itself: "HTTP; its endpoint is the URL.";
}
