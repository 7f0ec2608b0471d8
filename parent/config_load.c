/* SPDX-License-Identifier: ISC */
/*
 * The parent's side of the parsing child.  Whatever the child sends is
 * bounded and checked; the child's death without a verdict is an error of the
 * file, never of the daemon.
 */
#include <sys/socket.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/wbuf.h"
#include "config_load.h"
#include "config_parser.h"
#include "event/escape.h"
#include "files.h"

enum { BATCH = 64 };

struct config_load {
	struct config_load_ops	 ops;
	char			*path;
	struct loop_io		*io;
	struct loop_timer	*timer;	/* watchdog, or the failure to start */
	pid_t			 pid;	/* -1: none */
	int			 fd;
	int			 image;
	int			 err;	/* errno when it could not be opened */
	bool			 verdict;
	unsigned		 errors;
	unsigned		 told;
	struct key_set		*keys;
};

static void
say(struct config_load *cl, bool warning, const struct parser_hdr *h,
    const void *text, size_t len)
{
	char line[4096];
	struct wbuf w;

	if (!warning)
		cl->errors++;
	if (cl->told++ >= 2 * PARSER_REPORTS_MAX)
		return;
	wbuf_fixed(&w, line, sizeof(line) - 1);
	wbuf_str(&w, cl->path);
	if (h->line > 0)
		wbuf_printf(&w, ":%u:%u", h->line, h->col);
	wbuf_str(&w, warning ? ": warning: " : ": ");
	escape_text(&w, text, len);
	line[w.len] = '\0';
	cl->ops.report(cl->ops.arg, warning, line);
}

static void
say_error(struct config_load *cl, const char *text)
{
	const struct parser_hdr h = { .kind = PARSER_ERROR };

	say(cl, false, &h, text, strlen(text));
}

void
config_load_cancel(struct config_load *cl)
{
	if (cl == NULL)
		return;
	loop_io_free(cl->io);
	loop_timer_free(cl->timer);
	if (cl->pid > 0) {
		(void)kill(cl->pid, SIGKILL);
		while (waitpid(cl->pid, NULL, 0) == -1 && errno == EINTR)
			;
	}
	if (cl->fd != -1)
		(void)close(cl->fd);
	if (cl->image != -1)
		(void)close(cl->image);
	key_set_free(cl->keys);
	free(cl->path);
	free(cl);
}

static void
finish(struct config_load *cl)
{
	const struct config_load_ops ops = cl->ops;
	struct config *c = NULL;
	char why[256];

	if (cl->errors == 0 && (!cl->verdict || cl->image == -1))
		say_error(cl, "the parsing process failed");
	if (cl->errors == 0) {
		c = config_take(cl->image, cl->keys, why, sizeof(why));
		cl->image = -1;
		cl->keys = NULL;
		if (c == NULL)
			say_error(cl, why);
	}
	config_load_cancel(cl);
	ops.done(ops.arg, c);
}

static void
take_record(struct config_load *cl, struct rbuf body, int fd)
{
	struct parser_hdr h;
	struct conf_key k;

	if (rbuf_host(&body, &h, sizeof(h)) == -1)
		goto bad;
	switch (h.kind) {
	case PARSER_ERROR:
	case PARSER_WARNING:
		say(cl, h.kind == PARSER_WARNING, &h, body.p, body.left);
		break;
	case PARSER_KEY:
		if (body.left != sizeof(k) ||
		    rbuf_host(&body, &k, sizeof(k)) == -1)
			goto bad;
		if (!key_set_add(cl->keys, &k))
			say_error(cl, "too many keys, or one makes no sense");
		explicit_bzero(&k, sizeof(k));
		break;
	case PARSER_DONE:
		if (cl->verdict)
			goto bad;
		cl->verdict = true;
		if (h.count > PARSER_REPORTS_MAX) {
			char more[64];

			(void)snprintf(more, sizeof(more),
			    "%u errors in all", h.count);
			say_error(cl, more);
		}
		cl->image = fd;
		fd = -1;
		break;
	default:
		goto bad;
	}
	if (fd != -1)
		(void)close(fd);
	return;
 bad:
	say_error(cl, "the parsing process broke the protocol");
	if (fd != -1)
		(void)close(fd);
}

static int
passed_fd(struct msghdr *msg)
{
	struct cmsghdr *c;
	int fd = -1;

	for (c = CMSG_FIRSTHDR(msg); c != NULL; c = CMSG_NXTHDR(msg, c))
		if (c->cmsg_level == SOL_SOCKET &&
		    c->cmsg_type == SCM_RIGHTS &&
		    c->cmsg_len == CMSG_LEN(sizeof(fd)))
			memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return fd;
}

static void
readable(void *arg, int what)
{
	struct config_load *cl = arg;
	union {
		struct cmsghdr	hdr;
		char		buf[CMSG_SPACE(sizeof(int))];
	} control;
	uint8_t buf[sizeof(struct parser_hdr) + PARSER_TEXT_MAX];
	ssize_t n;
	int i;

	(void)what;
	for (i = 0; i < BATCH; i++) {
		struct iovec iov = { .iov_base = buf, .iov_len = sizeof(buf) };
		struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1,
		    .msg_control = &control,
		    .msg_controllen = sizeof(control.buf) };

		n = recvmsg(cl->fd, &msg, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
		if (n == -1 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n <= 0) {
			finish(cl);
			return;
		}
		take_record(cl, rbuf_of(buf, (size_t)n), passed_fd(&msg));
		explicit_bzero(buf, (size_t)n);
	}
}

static void
timer_fired(void *arg)
{
	struct config_load *cl = arg;

	if (cl->err != 0)
		say_error(cl, strerror(cl->err));
	else
		say_error(cl, "reading it took longer than 120 seconds");
	finish(cl);
}

static int
start_child(struct config_load *cl, const struct config *old, int root_fd,
    const struct config_amend *amend)
{
	struct parser_fds fds = { .text = -1,
	    .old = old != NULL ? old->fd : -1, .root = root_fd };
	int pair[2], save;

	if ((amend == NULL || !amend->of_old) &&
	    (fds.text = files_open_config(cl->path)) == -1)
		return -1;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1)
		goto fail;
	fds.out = pair[1];
	if ((cl->pid = fork()) == 0)
		config_parser_run(&fds, amend);
	save = errno;
	(void)close(pair[1]);
	cl->fd = pair[0];
	errno = save;
	if (cl->pid == -1)
		goto fail;
	if (fds.text != -1)
		(void)close(fds.text);
	return 0;
 fail:
	return fds.text != -1 ? fd_give_up(fds.text) : -1;
}

/* Keys are not in an image: those of who stays are copied here. */
static void
keep_keys(struct config_load *cl, const struct config *old,
    const uint8_t *gone)
{
	const struct conf_key *k = key_set_all(old->keys);
	size_t i, n = key_set_count(old->keys);

	for (i = 0; i < n; i++)
		if (k[i].neighbor <= CONF_ID_MAX && (gone == NULL ||
		    (gone[k[i].neighbor / 8] >>
		    k[i].neighbor % 8 & 1) == 0))
			(void)key_set_add(cl->keys, &k[i]);
}

struct config_load *
config_load_start(struct loop *l, const char *path, const struct config *old,
    int root_fd, const struct config_amend *amend,
    const struct config_load_ops *ops)
{
	struct config_load *cl;

	cl = xcalloc(1, sizeof(*cl));
	cl->ops = *ops;
	cl->path = xstrdup(path);
	cl->pid = -1;
	cl->fd = cl->image = -1;
	cl->keys = key_set_new();
	cl->timer = loop_timer_new(l, timer_fired, cl);
	if (amend != NULL && amend->of_old && old != NULL)
		keep_keys(cl, old, amend->gone);
	if (start_child(cl, old, root_fd, amend) == -1) {
		cl->err = errno;
		loop_timer_set(cl->timer, 0);	/* done is called later */
		return cl;
	}
	cl->io = loop_io_new(l, cl->fd, readable, cl);
	loop_io_want(cl->io, LOOP_READ);
	loop_timer_set(cl->timer, CONFIG_LOAD_MS);
	return cl;
}
