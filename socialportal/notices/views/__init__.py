"""Pages under `/konto/`: one's messages, which of them come by mail, one's calendar."""
