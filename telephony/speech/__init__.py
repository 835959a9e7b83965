"""Engines that listen and speak, each behind one small protocol, in a process of their own."""
