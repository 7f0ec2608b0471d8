/* SPDX-License-Identifier: ISC */
/*
 * Keys and how the kernel takes them.  Addresses are masked before every set
 * and delete: the kernel keeps host bits, and would not find the key again.
 * TCP-AO's structures are younger than our headers and stand here under names
 * of our own.
 */
#include <sys/socket.h>

#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "bgp/prefix.h"
#include "key.h"

static_assert(CONF_KEY_MAX <= TCP_MD5SIG_MAXKEYLEN, "a key fits the kernel's");

enum { AO_ADD = 38, AO_DEL = 39, AO_INFO = 40, AO_KEY_MAX = 80 };

/* struct tcp_ao_add of linux/tcp.h, 6.7 and later. */
struct ao_add {
	struct sockaddr_storage addr;
	char		alg[64];
	int32_t		ifindex;
	uint32_t	flags;		/* 1 set_current, 2 set_rnext */
	uint16_t	reserved2;
	uint8_t		prefix;
	uint8_t		sndid;
	uint8_t		rcvid;
	uint8_t		maclen;
	uint8_t		keyflags;
	uint8_t		keylen;
	uint8_t		key[AO_KEY_MAX];
} __attribute__((aligned(8)));
static_assert(sizeof(struct ao_add) == 288, "the kernel's tcp_ao_add");

/* struct tcp_ao_del */
struct ao_del {
	struct sockaddr_storage addr;
	int32_t		ifindex;
	uint32_t	flags;
	uint16_t	reserved2;
	uint8_t		prefix;
	uint8_t		sndid;
	uint8_t		rcvid;
	uint8_t		current_key;
	uint8_t		rnext;
	uint8_t		keyflags;
} __attribute__((aligned(8)));
static_assert(sizeof(struct ao_del) == 144, "the kernel's tcp_ao_del");

struct key_set {
	struct conf_key	*v;
	size_t		 n;
	size_t		 size;
};

struct key_set *
key_set_new(void)
{
	return xcalloc(1, sizeof(struct key_set));
}

void
key_set_free(struct key_set *s)
{
	if (s == NULL)
		return;
	if (s->v != NULL)
		explicit_bzero(s->v, s->size * sizeof(*s->v));
	free(s->v);
	free(s);
}

bool
key_set_add(struct key_set *s, const struct conf_key *k)
{
	struct conf_key *v;
	size_t at, size;

	if (s->n == KEY_SET_MAX || k->len == 0 || k->len > CONF_KEY_MAX ||
	    (k->kind != CONF_KEY_MD5 && k->kind != CONF_KEY_AO) ||
	    (k->kind == CONF_KEY_AO && (k->algorithm < 1 || k->algorithm > 3)))
		return false;
	if (s->n == s->size) {
		size = s->size == 0 ? 16 : s->size * 2;
		v = xcalloc(size, sizeof(*v));
		if (s->n > 0) {
			memcpy(v, s->v, s->n * sizeof(*v));
			explicit_bzero(s->v, s->n * sizeof(*s->v));
		}
		free(s->v);
		s->v = v;
		s->size = size;
	}
	/* Ascending by neighbour, in the order of the file for each. */
	for (at = s->n; at > 0 && s->v[at - 1].neighbor > k->neighbor; at--)
		s->v[at] = s->v[at - 1];
	s->v[at] = *k;
	s->n++;
	return true;
}

size_t
key_set_count(const struct key_set *s)
{
	return s->n;
}

const struct conf_key *
key_set_all(const struct key_set *s)
{
	return s->v;
}

/* The next key of a neighbour, from *at == 0 on; NULL when there is none. */
static const struct conf_key *
next_key(const struct key_set *s, uint32_t neighbor, size_t *at)
{
	size_t lo = *at, hi = *at > 0 ? *at : s->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (s->v[mid].neighbor < neighbor)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == s->n || s->v[lo].neighbor != neighbor)
		return NULL;
	*at = lo + 1;
	return &s->v[lo];
}

bool
key_set_has(const struct key_set *s, uint32_t neighbor)
{
	size_t at = 0;

	return next_key(s, neighbor, &at) != NULL;
}

static bool
key_same(const struct conf_key *a, const struct conf_key *b)
{
	return a->kind == b->kind && a->len == b->len &&
	    a->algorithm == b->algorithm && a->send_id == b->send_id &&
	    a->recv_id == b->recv_id && a->preferred == b->preferred &&
	    memcmp(a->key, b->key, a->len) == 0;
}

bool
key_set_same(const struct key_set *a, uint32_t na, const struct key_set *b,
    uint32_t nb)
{
	const struct conf_key *ka, *kb;
	size_t ia = 0, ib = 0;

	do {
		ka = next_key(a, na, &ia);
		kb = next_key(b, nb, &ib);
		if ((ka == NULL) != (kb == NULL) ||
		    (ka != NULL && !key_same(ka, kb)))
			return false;
	} while (ka != NULL);
	return true;
}

bool
key_kernel_has_ao(void)
{
	uint8_t info[48] = { 0 };
	socklen_t len = sizeof(info);
	bool has;
	int fd;

	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);
	if (fd == -1)
		return false;
	/* Without keys on the socket: ENOENT where AO exists. */
	has = getsockopt(fd, IPPROTO_TCP, AO_INFO, info, &len) == 0 ||
	    errno != ENOPROTOOPT;
	(void)close(fd);
	return has;
}

static void
masked_sockaddr(const struct conf_neighbor *n, struct sockaddr_storage *ss)
{
	struct prefix p = { .af = n->remote.af, .len = n->remote_plen };
	struct addr a = n->remote;

	memcpy(p.b, n->remote.b, sizeof(p.b));
	prefix_mask(&p);
	memcpy(a.b, p.b, sizeof(a.b));
	memset(ss, 0, sizeof(*ss));
	(void)addr_to_sockaddr(&a, 0, ss);
}

/* len 0 deletes. */
static int
set_md5(const struct conf_neighbor *n, int fd, const uint8_t *key, size_t len)
{
	struct sockaddr_storage ss;
	struct tcp_md5sig md5;
	int r, save;

	memset(&md5, 0, sizeof(md5));
	masked_sockaddr(n, &ss);
	memcpy(&md5.tcpm_addr, &ss, sizeof(ss));
	md5.tcpm_flags = TCP_MD5SIG_FLAG_PREFIX;
	md5.tcpm_prefixlen = n->remote_plen;
	md5.tcpm_keylen = (uint16_t)len;
	if (len > 0)
		memcpy(md5.tcpm_key, key, len);
	r = setsockopt(fd, IPPROTO_TCP, TCP_MD5SIG_EXT, &md5, sizeof(md5));
	save = errno;
	explicit_bzero(&md5, sizeof(md5));
	errno = save;
	return r;
}

static int
add_ao(const struct conf_neighbor *n, int fd, const struct conf_key *k,
    bool preferred)
{
	static const char *const algorithms[] = {
		[1] = "hmac(sha1)", [2] = "cmac(aes128)", [3] = "hmac(sha256)"
	};
	struct ao_add ao;
	int r, save;

	memset(&ao, 0, sizeof(ao));
	masked_sockaddr(n, &ao.addr);
	(void)snprintf(ao.alg, sizeof(ao.alg), "%s",
	    algorithms[k->algorithm]);
	ao.prefix = n->remote_plen;
	ao.sndid = k->send_id;
	ao.rcvid = k->recv_id;
	ao.flags = preferred ? 3 : 0;
	ao.keylen = k->len;
	memcpy(ao.key, k->key, k->len);
	r = setsockopt(fd, IPPROTO_TCP, AO_ADD, &ao, sizeof(ao));
	save = errno;
	explicit_bzero(&ao, sizeof(ao));
	errno = save;
	return r;
}

static void
del_ao(const struct conf_neighbor *n, int fd, const struct conf_key *k)
{
	struct ao_del ao;

	memset(&ao, 0, sizeof(ao));
	masked_sockaddr(n, &ao.addr);
	ao.prefix = n->remote_plen;
	ao.sndid = k->send_id;
	ao.rcvid = k->recv_id;
	(void)setsockopt(fd, IPPROTO_TCP, AO_DEL, &ao, sizeof(ao));
}

static void
explain(int err, const struct conf_key *k, char why[KEY_ERROR])
{
	if (err == ENOMEM)
		(void)snprintf(why, KEY_ERROR, "no room for its key: raise "
		    "the sysctl net.core.optmem_max");
	else if (err == ENOPROTOOPT && k->kind == CONF_KEY_AO)
		(void)snprintf(why, KEY_ERROR,
		    "this kernel has no TCP-AO (Linux 6.7, CONFIG_TCP_AO)");
	else if (err == ENOPROTOOPT)
		(void)snprintf(why, KEY_ERROR,
		    "this kernel has no TCP-MD5 (CONFIG_TCP_MD5SIG)");
	else
		(void)snprintf(why, KEY_ERROR, "cannot set its key: %s",
		    strerror(err));
}

int
key_apply(const struct key_set *s, const struct conf_neighbor *n, int fd,
    bool listening, char why[KEY_ERROR])
{
	const struct conf_key *k;
	size_t at = 0;
	int r, save;

	while ((k = next_key(s, n->id, &at)) != NULL) {
		if (k->kind == CONF_KEY_MD5)
			r = set_md5(n, fd, k->key, k->len);
		else
			r = add_ao(n, fd, k, k->preferred && !listening);
		/* The same id again: it stands there from before. */
		if (r == -1 && !(k->kind == CONF_KEY_AO && listening &&
		    errno == EEXIST)) {
			save = errno;
			explain(save, k, why);
			errno = save;
			return -1;
		}
	}
	return 0;
}

void
key_remove(const struct key_set *s, const struct conf_neighbor *n, int fd)
{
	const struct conf_key *k;
	size_t at = 0;

	while ((k = next_key(s, n->id, &at)) != NULL) {
		if (k->kind == CONF_KEY_MD5)
			(void)set_md5(n, fd, NULL, 0);
		else
			del_ao(n, fd, k);
	}
}
