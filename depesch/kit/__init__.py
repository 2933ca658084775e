"""Small tools that know nothing of invoices: plug-in discovery, safe XML, clock, retry times, hashing."""
