"""Who is who, and who may: people, organisations, memberships, roles, and the Actor that every act names."""
