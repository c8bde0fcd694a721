"""People: who is registered, who reads which case, what waits for whom, what each may see."""
