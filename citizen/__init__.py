"""The public's doors beside the telephone: pages, and the browser phone."""
