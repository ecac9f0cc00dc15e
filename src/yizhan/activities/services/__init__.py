"""What is done about activities, one function a use case."""
