"""Who can sign in to the demo. Plain data: read by the demo municipality's maker and by `make run`, without Django."""

PASSWORD = "rødtråd-demo-2026"  # noqa: S105

# E-mail and description. The domains are reserved: no mail can ever reach anyone.
SIGNINS = [
    ("koordinator@demo.example", "Læringskoordinator"),
    ("kollega@demo.example", "Læringskoordinator, kollega"),
    ("vejleder@demo.example", "Læringsvejleder"),
    ("vejleder2@demo.example", "Læringsvejleder på en anden skole"),
    ("psykolog@demo.example", "PPR-psykolog"),
    ("leder@demo.example", "Leder af PPR"),
    ("skoleleder@demo.example", "Leder af en skole"),
    ("omraadeleder@demo.example", "Leder af et område med tre skoler"),
    ("skolechef@demo.example", "Leder af Skole og Læring"),
    ("direktoer@demo.example", "Leder af hele forvaltningen"),
    ("admin@demo.example", "Administrator"),
    ("koordinator@nabo.example", "Læringskoordinator i nabokommunen"),
]
