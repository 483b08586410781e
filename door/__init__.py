"""The door between the network and the application: it starts the web server and reads the requests.

It knows nothing of Django, so that the benchmark's floor stands behind the same door as the application.
"""
