/* SPDX-License-Identifier: ISC */
/*
 * The writing side of the image.  Everything is gathered in one growing
 * buffer and goes to a memfd in one go, which is then sealed: a reader may
 * map it without fear that it changes under its eyes.  Attribute and target
 * sets are interned here, so that a million routes of one template name one
 * set.
 */
#include <sys/mman.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/wbuf.h"
#include "config/conf_image.h"
#include "config/conf_writer.h"

/* Positions of the bodies of one kind of set, found by their octets. */
struct intern {
	uint32_t	*slot;		/* number of the set, 0 free */
	size_t		 nslots;	/* a power of two */
	/* [number - 1]: where its body begins */
	size_t		*at;
	uint32_t	*len;
	uint64_t	*hash;
	uint32_t	 n;
	uint32_t	 room;
};

struct conf_writer {
	struct wbuf	buf;
	struct hash_key	key;
	struct intern	attrs;
	struct intern	targets;
	uint32_t	nneighbors;
	uint32_t	nroutes;
};

#define IMAGE_MAX	((size_t)4 << 30)

struct conf_writer *
conf_writer_new(void)
{
	struct conf_writer *w = xcalloc(1, sizeof(*w));
	void *p;

	hash_key_random(&w->key);
	wbuf_growable(&w->buf, IMAGE_MAX);
	p = wbuf_reserve(&w->buf, sizeof(struct conf_image_header));
	memset(p, 0, sizeof(struct conf_image_header));
	return w;
}

static void
intern_free(struct intern *t)
{
	free(t->slot);
	free(t->at);
	free(t->len);
	free(t->hash);
}

void
conf_writer_free(struct conf_writer *w)
{
	if (w == NULL)
		return;
	intern_free(&w->attrs);
	intern_free(&w->targets);
	wbuf_free(&w->buf);
	free(w);
}

void
conf_writer_put(struct conf_writer *w, enum conf_record type, const void *a,
    size_t alen, const void *b, size_t blen)
{
	struct conf_record_header h;
	size_t len = alen + blen, pad = -len & 7;
	uint8_t *p;

	h.type = (uint32_t)type;
	h.len = (uint32_t)len;
	p = wbuf_reserve(&w->buf, sizeof(h) + len + pad);
	if (p == NULL)
		fatal("the configuration does not fit into %zu octets",
		    IMAGE_MAX);
	memcpy(p, &h, sizeof(h));
	p += sizeof(h);
	if (alen > 0)
		memcpy(p, a, alen);
	if (blen > 0)
		memcpy(p + alen, b, blen);
	memset(p + len, 0, pad);
	if (type == CONF_NEIGHBOR)
		w->nneighbors++;
	else if (type == CONF_ROUTE)
		w->nroutes++;
}

static void
intern_rehash(struct intern *t)
{
	size_t i, nslots = t->nslots == 0 ? 64 : t->nslots * 2;
	uint32_t n;

	free(t->slot);
	t->slot = xcalloc(nslots, sizeof(*t->slot));
	t->nslots = nslots;
	for (n = 0; n < t->n; n++) {
		i = t->hash[n] & (nslots - 1);
		while (t->slot[i] != 0)
			i = (i + 1) & (nslots - 1);
		t->slot[i] = n + 1;
	}
}

static void
intern_room(struct intern *t)
{
	if (t->n == t->room) {
		t->room = t->room == 0 ? 64 : t->room * 2;
		t->at = xreallocarray(t->at, t->room, sizeof(*t->at));
		t->len = xreallocarray(t->len, t->room, sizeof(*t->len));
		t->hash = xreallocarray(t->hash, t->room, sizeof(*t->hash));
	}
	if ((size_t)t->n * 2 >= t->nslots)
		intern_rehash(t);
}

static uint32_t
intern(struct conf_writer *w, struct intern *t, enum conf_record type,
    const void *p, size_t n)
{
	uint64_t h = hash_bytes(&w->key, p, n);
	uint32_t k;
	size_t i;

	intern_room(t);
	for (i = h & (t->nslots - 1); t->slot[i] != 0;
	    i = (i + 1) & (t->nslots - 1)) {
		k = t->slot[i] - 1;
		if (t->hash[k] == h && t->len[k] == n &&
		    (n == 0 || memcmp(w->buf.p + t->at[k], p, n) == 0))
			return k + 1;
	}
	k = t->n++;
	t->slot[i] = k + 1;
	t->hash[k] = h;
	t->len[k] = (uint32_t)n;
	t->at[k] = w->buf.len + sizeof(struct conf_record_header);
	conf_writer_put(w, type, p, n, NULL, 0);
	return k + 1;
}

uint32_t
conf_writer_attrs(struct conf_writer *w, const void *p, size_t n)
{
	return intern(w, &w->attrs, CONF_ATTRS, p, n);
}

uint32_t
conf_writer_targets(struct conf_writer *w, const uint16_t *ids, size_t n)
{
	return intern(w, &w->targets, CONF_TARGETS, ids, n * sizeof(*ids));
}

static int
write_all(int fd, const uint8_t *p, size_t n)
{
	ssize_t r;

	while (n > 0) {
		r = write(fd, p, n);
		if (r == -1 && errno == EINTR)
			continue;
		if (r <= 0)
			return -1;
		p += r;
		n -= (size_t)r;
	}
	return 0;
}

int
conf_writer_finish(struct conf_writer *w)
{
	const int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW |
	    F_SEAL_SEAL;
	struct conf_image_header h = {
		.magic = CONF_IMAGE_MAGIC,
		.version = CONF_IMAGE_VERSION,
		.size = w->buf.len,
		.nneighbors = w->nneighbors,
		.nroutes = w->nroutes,
		.nattrs = w->attrs.n,
		.ntargets = w->targets.n,
	};
	int fd;

	memcpy(w->buf.p, &h, sizeof(h));
	fd = memfd_create("herald-configuration",
	    MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd == -1)
		return -1;
	if (write_all(fd, w->buf.p, w->buf.len) == -1 ||
	    fcntl(fd, F_ADD_SEALS, seals) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}
