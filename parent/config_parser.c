/* SPDX-License-Identifier: ISC */
/*
 * Runs in a throw-away child without privilege: the grammar is large and the
 * file may be somebody else's.  All that leaves is a few records and a sealed
 * memfd.
 */
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/priv.h"
#include "config/conf_amend.h"
#include "config/conf_parse.h"
#include "config_parser.h"
#include "users.h"

enum { FD_TEXT = 3, FD_OLD, FD_OUT, FD_ROOT, FD_END };

static const size_t text_max = (size_t)1 << 30;

struct parser {
	unsigned	errors;
	unsigned	warnings;
};

static void
send_record(const struct parser_hdr *h, const void *body, size_t len, int fd)
{
	union {
		struct cmsghdr	hdr;
		char		buf[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec iov[2] = {
		{ .iov_base = (void *)(uintptr_t)h, .iov_len = sizeof(*h) },
		{ .iov_base = (void *)(uintptr_t)body, .iov_len = len },
	};
	struct msghdr msg = { .msg_iov = iov, .msg_iovlen = len > 0 ? 2 : 1 };
	struct cmsghdr *c;

	if (fd != -1) {
		memset(&control, 0, sizeof(control));
		msg.msg_control = &control;
		msg.msg_controllen = sizeof(control.buf);
		c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(fd));
		memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	}
	if (sendmsg(FD_OUT, &msg, MSG_NOSIGNAL) == -1)
		_exit(1);	/* the parent has given us up */
}

static void
report(enum parser_kind kind, uint32_t line, uint32_t col, const char *text)
{
	struct parser_hdr h = { .kind = kind, .line = line, .col = col };

	send_record(&h, text, strnlen(text, PARSER_TEXT_MAX), -1);
}

static void
on_error(void *arg, uint32_t line, uint32_t col, const char *text)
{
	struct parser *p = arg;

	if (p->errors++ < PARSER_REPORTS_MAX)
		report(PARSER_ERROR, line, col, text);
}

static void
on_warning(void *arg, uint32_t line, uint32_t col, const char *text)
{
	struct parser *p = arg;

	if (p->warnings++ < PARSER_REPORTS_MAX)
		report(PARSER_WARNING, line, col, text);
}

static void
on_key(void *arg, const struct conf_key *k)
{
	struct parser_hdr h = { .kind = PARSER_KEY };

	(void)arg;
	send_record(&h, k, sizeof(*k), -1);
}

static void __attribute__((noreturn))
done(const struct parser *p, int fd)
{
	struct parser_hdr h = { .kind = PARSER_DONE, .count = p->errors };

	send_record(&h, NULL, 0, fd);
	_exit(0);
}

static int
move_fd(int from, int to)
{
	if (from == -1)
		return 0;
	return dup2(from, to) == -1 ? -1 : 0;
}

/* What we need goes to fixed numbers, all else is closed. */
static void
keep_fds(const struct parser_fds *fds)
{
	int high[4], i;
	const int from[4] = { fds->text, fds->old, fds->out, fds->root };

	for (i = 0; i < 4; i++) {
		high[i] = -1;
		if (from[i] != -1 &&
		    (high[i] = fcntl(from[i], F_DUPFD, FD_END)) == -1)
			_exit(1);
	}
	for (i = 0; i < 4; i++)
		if (move_fd(high[i], FD_TEXT + i) == -1)
			_exit(1);
	if (close_range(FD_END, ~0U, 0) == -1)
		_exit(1);
}

static void
drop(struct parser *p, bool chrooted)
{
	const struct user_ids ids = users_parser();
	const struct priv priv = { .uid = ids.uid, .gid = ids.gid,
	    .root_fd = chrooted ? FD_ROOT : -1 };
	const char *what = "";
	char text[128];

	if (geteuid() != 0)
		return;		/* bgpd -n by anyone: nothing to drop */
	if (priv_drop(&priv, &what) == -1) {
		(void)snprintf(text, sizeof(text),
		    "cannot drop privilege to read it: %s: %s", what,
		    strerror(errno));
		on_error(p, 0, 0, text);
		done(p, -1);
	}
	(void)close(FD_ROOT);
}

static char *
read_text(struct parser *p, size_t *len)
{
	size_t n = 0, size = 64 * 1024;
	struct stat st;
	char *buf, text[128];
	ssize_t r;

	if (fstat(FD_TEXT, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size > 0 && (size_t)st.st_size < text_max)
		size = (size_t)st.st_size + 1;
	buf = xmalloc(size);
	while ((r = read(FD_TEXT, buf + n, size - n)) != 0) {
		if (r == -1 && errno == EINTR)
			continue;
		if (r == -1) {
			(void)snprintf(text, sizeof(text), "cannot read it: %s",
			    strerror(errno));
			on_error(p, 0, 0, text);
			done(p, -1);
		}
		n += (size_t)r;
		if (n > text_max) {
			on_error(p, 0, 0, "longer than 1 GiB");
			done(p, -1);
		}
		if (n == size) {
			size *= 2;
			buf = xreallocarray(buf, size, 1);
		}
	}
	*len = n;
	return buf;
}

/* --- neighbours that programs created and deleted ------------------------- */

struct amending {
	struct parser	*p;
	bool		 strict;	/* what cannot come is an error */
};

static void
object(struct amending *m, const char *text)
{
	if (m->strict)
		on_error(m->p, 0, 0, text);
	else
		on_warning(m->p, 0, 0, text);
}

static void
on_created_error(void *arg, uint32_t line, uint32_t col, const char *text)
{
	(void)line;
	(void)col;
	object(arg, text);
}

static void
on_created_warning(void *arg, uint32_t line, uint32_t col, const char *text)
{
	(void)arg;
	(void)line;
	(void)col;
	(void)text;
}

static void
on_refused(void *arg, const struct conf_neighbor *n, const char *why)
{
	char addr[ADDR_TEXT], text[256];

	(void)snprintf(text, sizeof(text), "neighbor %s cannot be created: %s",
	    addr_print(&n->remote, addr, sizeof(addr)), why);
	object(arg, text);
}

/* An image of w's records, which ends with this process; or the end of it. */
static void
open_image(struct parser *p, struct conf_writer *w, struct conf_image *img)
{
	char why[128] = "";
	int fd;

	if ((fd = conf_writer_finish(w)) == -1 ||
	    conf_image_open(fd, img, why, sizeof(why)) == -1) {
		on_error(p, 0, 0, fd == -1 ? strerror(errno) : why);
		done(p, -1);
	}
}

static struct conf_writer *
amend(struct parser *p, const struct conf_image *base,
    const struct conf_image *old, const struct config_amend *am)
{
	struct amending m = { .p = p, .strict = am->of_old };
	const struct conf_sink sink = { .error = on_created_error,
	    .warning = on_created_warning, .arg = &m };
	struct conf_amend a = { .gone = am->gone,
	    .old = am->of_old ? NULL : old, .refuse = on_refused,
	    .arg = &m };
	struct conf_writer *w = conf_writer_new();
	struct conf_image add;

	if (am->len > 0 && conf_parse(am->text, am->len, NULL, w,
	    &sink) == 0) {
		open_image(p, w, &add);
		a.add = &add;
		w = conf_writer_new();
	}
	if (conf_amend(base, &a, w) == -1)
		on_error(p, 0, 0, "what is in force cannot be read");
	return w;
}

/* The file, with what was created beside it. */
static struct conf_writer *
parse_file(struct parser *p, const struct conf_image *old,
    const struct config_amend *am)
{
	const struct conf_sink sink = { .error = on_error,
	    .warning = on_warning, .key = on_key, .arg = p };
	struct conf_writer *w = conf_writer_new();
	struct conf_image img;
	char *text;
	size_t len;

	text = read_text(p, &len);
	if (conf_parse(text, len, old, w, &sink) > 0 || p->errors > 0) {
		if (p->errors == 0)
			on_error(p, 0, 0, "it has an error");
		done(p, -1);
	}
	free(text);
	if (am == NULL || am->len == 0)
		return w;
	open_image(p, w, &img);
	return amend(p, &img, old, am);
}

void
config_parser_run(const struct parser_fds *fds, const struct config_amend *am)
{
	struct conf_image old, *oldp = NULL;
	struct conf_writer *w;
	struct parser p = { .errors = 0 };
	char why[128];
	int fd, sig;

	for (sig = 1; sig < NSIG; sig++)
		(void)signal(sig, SIG_DFL);
	log_set_sink(NULL, NULL);
	(void)prctl(PR_SET_NAME, "bgpd-parse");
	keep_fds(fds);
	drop(&p, fds->root != -1);
	if (fds->old != -1 &&
	    conf_image_open(FD_OLD, &old, why, sizeof(why)) == 0)
		oldp = &old;
	if (am == NULL || !am->of_old)
		w = parse_file(&p, oldp, am);
	else if (oldp != NULL)
		w = amend(&p, oldp, NULL, am);
	else {
		on_error(&p, 0, 0, why);
		done(&p, -1);
	}
	if (p.errors > 0)
		done(&p, -1);
	if ((fd = conf_writer_finish(w)) == -1) {
		(void)snprintf(why, sizeof(why), "cannot keep it: %s",
		    strerror(errno));
		on_error(&p, 0, 0, why);
	}
	done(&p, fd);
}
