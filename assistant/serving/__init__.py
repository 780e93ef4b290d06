"""Running in public: how many are answered, how often each may ask, what is counted and logged."""
