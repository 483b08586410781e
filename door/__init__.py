"""The door: what stands between the network and the application. It starts the web server and reads the requests.

It knows nothing of Django, so that whatever is measured beside the application stands behind the same door.
"""
