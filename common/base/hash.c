/* SPDX-License-Identifier: ISC */
/*
 * SipHash with one compression and three finalisation rounds (Aumasson and
 * Bernstein, 2012): short, fast on the few dozen octets of an attribute set,
 * and not to be steered by who chooses the octets but not the key.
 */
#include <sys/random.h>
#include <sys/types.h>

#include <string.h>

#include "base/hash.h"
#include "base/log.h"

struct sip {
	uint64_t	v0, v1, v2, v3;
};

static inline uint64_t
rotl(uint64_t v, unsigned n)
{
	return v << n | v >> (64 - n);
}

static inline void
sip_round(struct sip *s)
{
	s->v0 += s->v1;
	s->v2 += s->v3;
	s->v1 = rotl(s->v1, 13) ^ s->v0;
	s->v3 = rotl(s->v3, 16) ^ s->v2;
	s->v0 = rotl(s->v0, 32) + s->v3;
	s->v2 += s->v1;
	s->v1 = rotl(s->v1, 17) ^ s->v2;
	s->v3 = rotl(s->v3, 21) ^ s->v0;
	s->v2 = rotl(s->v2, 32);
}

static inline void
sip_word(struct sip *s, uint64_t w)
{
	s->v3 ^= w;
	sip_round(s);
	s->v0 ^= w;
}

void
hash_key_random(struct hash_key *key)
{
	uint8_t *p = (uint8_t *)key;
	size_t have = 0;
	ssize_t n;

	while (have < sizeof(*key)) {
		n = getrandom(p + have, sizeof(*key) - have, 0);
		if (n > 0)
			have += (size_t)n;
		else if (n == 0)
			fatal("getrandom gave nothing");
	}
}

/* Words are taken in little-endian order, so that the vectors hold anywhere. */
static inline uint64_t
load_word(const uint8_t *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

uint64_t
hash_bytes(const struct hash_key *key, const void *bytes, size_t n)
{
	struct sip s = {
		.v0 = key->k[0] ^ 0x736f6d6570736575,
		.v1 = key->k[1] ^ 0x646f72616e646f6d,
		.v2 = key->k[0] ^ 0x6c7967656e657261,
		.v3 = key->k[1] ^ 0x7465646279746573,
	};
	uint64_t last = (uint64_t)n << 56;
	const uint8_t *p = bytes;
	size_t i;

	for (i = n / 8; i > 0; i--, p += 8)
		sip_word(&s, load_word(p));
	for (i = 0; i < n % 8; i++)
		last |= (uint64_t)p[i] << (8 * i);
	sip_word(&s, last);
	s.v2 ^= 0xff;
	sip_round(&s);
	sip_round(&s);
	sip_round(&s);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

uint64_t
hash_u64(const struct hash_key *key, uint64_t v)
{
	unsigned __int128 m;

	/* Odd factors keep both multiplications from losing the value. */
	m = (unsigned __int128)(v ^ key->k[0]) * (key->k[1] | 1);
	v = (uint64_t)m ^ (uint64_t)(m >> 64);
	m = (unsigned __int128)(v ^ key->k[1]) * 0x9e3779b97f4a7c15;
	return (uint64_t)m ^ (uint64_t)(m >> 64);
}
