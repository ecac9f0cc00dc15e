"""What the network offers: services and their standards, who provides them, resources and brand programmes."""
