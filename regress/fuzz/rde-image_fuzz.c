/* SPDX-License-Identifier: ISC */
/*
 * An image that a parsing child was made to write.  The first octet chooses
 * whether the good one is in force before it, two say how many octets of
 * {offset, offset, octet} are written into it; the rest is the configuration.
 * It is refused, or it prints, is carried out and said to its neighbours, and
 * goes again; nothing in it ends the engine.
 */
#include <sys/mman.h>

#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "bgp/message.h"
#include "config.h"
#include "config/conf_image_routes.h"
#include "config/conf_parse.h"
#include "rde/whole.h"

enum { INPUT_MAX = 8192, PASSES = 4, RELOAD = 1 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct world {
	struct whole	 all;
	uint32_t	 gen;
	bool		 over;		/* refused or carried out */
	bool		 good;
};

static void
say(void *arg, uint32_t line, uint32_t col, const char *msg)
{
	(void)arg;
	(void)line;
	(void)col;
	(void)msg;
}

static void
key(void *arg, const struct conf_key *k)
{
	(void)arg;
	(void)k;
}

/* What the text says; NULL when there are errors. */
static uint8_t *
image_of(struct rbuf text, size_t *size)
{
	static const struct conf_sink sink = { NULL, say, say, key };
	struct conf_writer *w = conf_writer_new();
	struct conf_image img;
	uint8_t *p = NULL;
	char why[128];
	int fd;

	if (conf_parse((const char *)text.p, text.left, NULL, w,
	    &sink) == 0) {
		fd = conf_writer_finish(w);
		must(fd != -1 && conf_image_open(fd, &img, why,
		    sizeof(why)) == 0);
		p = malloc(img.size);
		must(p != NULL);
		memcpy(p, img.base, img.size);
		*size = img.size;
		conf_image_close(&img);
		(void)close(fd);
	}
	conf_writer_free(w);
	return p;
}

/* Is it good?  Then it prints. */
static bool
print(const uint8_t *p, size_t size)
{
	struct conf_image img;
	struct wbuf out;
	char why[128] = "";

	if (conf_image_of(p, size, &img, why, sizeof(why)) == -1 ||
	    conf_image_check_routes(&img, why, sizeof(why)) == -1) {
		must(why[0] != '\0');
		return false;
	}
	wbuf_growable(&out, 1 << 26);
	conf_print(&out, &img, NULL, 0);
	wbuf_free(&out);
	return true;
}

static int
file_of(const uint8_t *p, size_t size)
{
	int fd = memfd_create("image", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	must(fd != -1 && write(fd, p, size) == (ssize_t)size &&
	    fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK |
	    F_SEAL_GROW) == 0);
	return fd;
}

static void
on_checked(void *arg, uint32_t gen, const char *why)
{
	struct world *w = arg;

	must(gen == w->gen);
	w->good = why == NULL;
	if (w->good)
		config_commit(w->all.rde.config, gen);
	else
		w->over = true;
}

static void
on_done(void *arg, uint32_t gen)
{
	struct world *w = arg;

	must(gen == w->gen);
	w->over = true;
}

/* As it is offered: refused as print() refused it. */
static void
offer(struct world *w, const uint8_t *p, size_t size, bool good)
{
	char why[128];

	w->over = w->good = false;
	if (config_offer(w->all.rde.config, ++w->gen, file_of(p, size), why,
	    sizeof(why)) == 0)
		while (!w->over)
			whole_turn(&w->all);
	must(w->good == good);
}

static void
hear(void *arg, struct peer *p, uint16_t type, const void *body, size_t len)
{
	struct rbuf b = rbuf_of(body, len);
	struct message_head h;
	struct notify err;

	(void)arg;
	(void)type;
	for (; b.left > 0; (void)rbuf_skip(&b, h.len))
		must(b.left >= MSG_HEADER && message_head_read(b.p,
		    p->neg.extended_tx, &h, &err) == 0 && h.len <= b.left);
}

static void
all_up(struct world *w)
{
	struct negotiated neg;
	struct peer *p;

	for (p = peers_next(w->all.rde.peers, 0); p != NULL;
	    p = peers_next(w->all.rde.peers, p->id + 1U)) {
		neg = (struct negotiated){ .local = addr_v4(0xc0000201),
		    .remote = p->conf.remote, .local_as = p->conf.local_as,
		    .peer_as = p->conf.peer_as, .as4 = p->id & 1,
		    .ebgp = p->conf.local_as != p->conf.peer_as,
		    .families = families_all(), .role = ROLE_UNSET };
		sessions_up(&w->all.rde, p, w->gen, &neg);
	}
	whole_turn(&w->all);
}

static void
begin(struct world *w)
{
	static const struct config_ops ops = { on_checked, on_done };

	memset(w, 0, sizeof(*w));
	whole_init(&w->all, PASSES);
	update_out_set_sink(w->all.rde.out, hear, w);
	w->all.rde.config = config_new(&w->all.rde, &ops, w);
}

static void
end(struct world *w)
{
	struct peer *p;

	while ((p = peers_next(w->all.rde.peers, 0)) != NULL)
		sessions_peer_removed(&w->all.rde, p);
	whole_turn(&w->all);
	config_free(w->all.rde.config);
	whole_free(&w->all);
}

static void
carry_out(uint8_t *p, size_t size, struct rbuf patches, bool reload)
{
	struct world w;
	uint16_t at;
	uint8_t v;
	bool good;

	begin(&w);
	if (reload) {
		offer(&w, p, size, true);
		all_up(&w);
	}
	while (rbuf_u16(&patches, &at) == 0 && rbuf_u8(&patches, &v) == 0)
		p[at % size] = v;
	good = print(p, size);
	offer(&w, p, size, good);
	all_up(&w);
	end(&w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rbuf in = rbuf_of(data, size), patches;
	uint8_t how, *p;
	uint16_t n;
	size_t len;

	if (size > INPUT_MAX || rbuf_u8(&in, &how) == -1 ||
	    rbuf_u16(&in, &n) == -1 || rbuf_sub(&in, n, &patches) == -1 ||
	    memmem(in.p, in.left, "split", 5) != NULL)
		return 0;
	p = image_of(in, &len);
	if (p == NULL)
		return 0;
	carry_out(p, len, patches, (how & RELOAD) != 0);
	free(p);
	return 0;
}
