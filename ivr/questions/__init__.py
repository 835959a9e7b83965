"""One question type per file: how an answer is keyed, spoken, typed and read back."""
