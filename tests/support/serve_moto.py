"""moto, a server that speaks S3 and DynamoDB, on a free port of loopback that it tells on stderr."""

from functools import cache

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, run_simple

# It looks through its folder for the service of a host at each request, and logs each: a third of its time.
DomainDispatcherApplication.get_backend_for_host = cache(DomainDispatcherApplication.get_backend_for_host)
WSGIRequestHandler.log_request = lambda *_response: None

# One request at a time: between its threads moto's conditional writes are not atomic.
run_simple("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=False)
