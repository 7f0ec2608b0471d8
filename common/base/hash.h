/* SPDX-License-Identifier: ISC */
/*
 * Keyed 64-bit hash (SipHash-1-3): neighbours choose the bytes, so the key is
 * random and per process.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct hash_key {
	uint64_t k[2];
};

void		hash_key_random(struct hash_key *key);
uint64_t	hash_bytes(const struct hash_key *key, const void *p, size_t n);
/* A quick keyed mix for small fixed keys, e.g. two interned indices. */
uint64_t	hash_u64(const struct hash_key *key, uint64_t v);

#endif
