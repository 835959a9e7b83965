"""What a flow may ask of other people's HTTP services, as data: how a connector is written, what is sent, what is taken. No I/O."""
