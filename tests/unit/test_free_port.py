import socket


def test_consecutive_ports_can_both_be_listened_on(free_port):
    first = free_port(2)
    with socket.create_server(("127.0.0.1", first)), socket.create_server(("127.0.0.1", first + 1)):
        pass
