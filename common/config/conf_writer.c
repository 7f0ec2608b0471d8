/* SPDX-License-Identifier: ISC */
/*
 * The writing side of the image.  Routes go straight to the memfd, the small
 * base is kept until the end and goes behind them; then all is sealed: a
 * reader may map it without fear that it changes under its eyes.  Attribute
 * and target sets are interned here, so that a million routes of one template
 * name one set.
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
#include "config/conf_record.h"
#include "config/conf_writer.h"

/* Sets of one kind, found by their octets. */
struct intern {
	uint32_t	*slot;		/* number of the set, 0 free */
	size_t		 nslots;	/* a power of two */
	struct wbuf	 octets;
	/* [number - 1]: where in octets it begins */
	size_t		*at;
	uint32_t	*len;
	uint64_t	*hash;
	uint32_t	 n;
	uint32_t	 room;
};

enum { CHUNK = 64 * 1024 };

struct conf_writer {
	int		fd;
	int		err;		/* errno of what failed, or 0 */
	uint64_t	at;		/* octets of routes, with the chunk */
	size_t		nchunk;
	struct wbuf	base;
	struct hash_key	key;
	struct intern	attrs;
	struct intern	targets;
	uint32_t	nneighbors;
	uint32_t	nroutes;
	uint8_t		chunk[CHUNK];	/* of routes: not yet written */
};

#define IMAGE_MAX	((size_t)4 << 30)

struct conf_writer *
conf_writer_new(void)
{
	struct conf_writer *w = xcalloc(1, sizeof(*w));

	hash_key_random(&w->key);
	wbuf_growable(&w->base, IMAGE_MAX);
	wbuf_growable(&w->attrs.octets, IMAGE_MAX);
	wbuf_growable(&w->targets.octets, IMAGE_MAX);
	w->fd = memfd_create("herald-configuration",
	    MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (w->fd == -1)
		w->err = errno;
	/* the header's place */
	w->nchunk = w->at = sizeof(struct conf_image_header);
	return w;
}

static void
intern_free(struct intern *t)
{
	wbuf_free(&t->octets);
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
	if (w->fd != -1)
		close(w->fd);
	intern_free(&w->attrs);
	intern_free(&w->targets);
	wbuf_free(&w->base);
	free(w);
}

static void
write_all(struct conf_writer *w, const uint8_t *p, size_t n)
{
	ssize_t r;

	while (n > 0 && w->err == 0) {
		r = write(w->fd, p, n);
		if (r == -1 && errno == EINTR)
			continue;
		if (r <= 0) {
			w->err = r == 0 ? EIO : errno;
			return;
		}
		p += r;
		n -= (size_t)r;
	}
}

static void
flush(struct conf_writer *w)
{
	write_all(w, w->chunk, w->nchunk);
	w->nchunk = 0;
}

static void
routes_put(struct conf_writer *w, const void *from, size_t n)
{
	const uint8_t *p = from;

	if (n == 0)
		return;
	if (n > sizeof(w->chunk) - w->nchunk)
		flush(w);
	w->at += n;
	if (n > sizeof(w->chunk)) {
		write_all(w, p, n);
		return;
	}
	memcpy(w->chunk + w->nchunk, p, n);
	w->nchunk += n;
}

void
conf_writer_put(struct conf_writer *w, enum conf_record type, const void *p,
    size_t n)
{
	uint8_t frame[CONF_FRAME_MAX];

	wbuf_bytes(&w->base, frame, conf_record_frame(frame, (uint8_t)type,
	    (uint32_t)n));
	wbuf_bytes(&w->base, p, n);
	if (type == CONF_NEIGHBOR)
		w->nneighbors++;
}

void
conf_writer_route(struct conf_writer *w, uint32_t targets,
    const void *packed, size_t n)
{
	uint8_t v[CONF_VARINT_MAX], frame[CONF_FRAME_MAX];
	size_t nv = conf_varint_put(v, targets);

	routes_put(w, frame, conf_record_frame(frame, CONF_ROUTE,
	    (uint32_t)(nv + n)));
	routes_put(w, v, nv);
	routes_put(w, packed, n);
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
	uint8_t frame[CONF_FRAME_MAX];
	uint32_t k;
	size_t i;

	intern_room(t);
	for (i = h & (t->nslots - 1); t->slot[i] != 0;
	    i = (i + 1) & (t->nslots - 1)) {
		k = t->slot[i] - 1;
		if (t->hash[k] == h && t->len[k] == n &&
		    (n == 0 || memcmp(t->octets.p + t->at[k], p, n) == 0))
			return k + 1;
	}
	k = t->n++;
	t->slot[i] = k + 1;
	t->hash[k] = h;
	t->len[k] = (uint32_t)n;
	t->at[k] = t->octets.len;
	wbuf_bytes(&t->octets, p, n);
	routes_put(w, frame, conf_record_frame(frame, (uint8_t)type,
	    (uint32_t)n));
	routes_put(w, p, n);
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

int
conf_writer_finish(struct conf_writer *w)
{
	const int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW |
	    F_SEAL_SEAL;
	struct conf_image_header h = {
		.magic = CONF_IMAGE_MAGIC,
		.version = CONF_IMAGE_VERSION,
		.size = w->at + w->base.len,
		.base_at = w->at,
		.nneighbors = w->nneighbors,
		.nroutes = w->nroutes,
		.nattrs = w->attrs.n,
		.ntargets = w->targets.n,
	};
	int fd = w->fd;

	if (w->base.failed || w->attrs.octets.failed ||
	    w->targets.octets.failed || h.size > IMAGE_MAX)
		w->err = EFBIG;
	flush(w);
	write_all(w, w->base.p, w->base.len);
	if (w->err == 0 && (pwrite(fd, &h, sizeof(h), 0) != sizeof(h) ||
	    fcntl(fd, F_ADD_SEALS, seals) == -1))
		w->err = errno;
	if (w->err != 0) {
		errno = w->err;
		return -1;
	}
	w->fd = -1;
	return fd;
}
