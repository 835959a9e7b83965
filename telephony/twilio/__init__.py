"""Twilio's dialect: forms in, XML out, REST. The only place, with the local carrier, that knows the wire's words."""
