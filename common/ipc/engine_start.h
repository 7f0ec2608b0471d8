/* SPDX-License-Identifier: ISC */
/*
 * The first thing an engine does: it reads what the parent wrote on its
 * command line, sets its signals, and gives up every privilege.  Shared by
 * the engines and by the parent, which writes the words.
 *
 *	bgpd-session -u UID -g GID -r FD -p PPID [-v]
 *
 * Descriptor 3 is the link to the parent, FD an open directory: empty, owned
 * by root, the engine's root from here on.  The environment holds nothing but
 * exabgp_version (when it was set: text of the software-version capability)
 * and the sanitizers' options.
 */
#ifndef IPC_ENGINE_START_H
#define IPC_ENGINE_START_H

#include <sys/types.h>

#include <stdbool.h>

enum { ENGINE_LINK_FD = 3, ENGINE_ROOT_FD = 4 };

struct engine_args {
	uid_t	uid;
	gid_t	gid;
	int	root_fd;
	pid_t	ppid;
	bool	verbose;
};

/* 0, or -1 when a word is missing, unknown, or not a number in range. */
int	engine_args_parse(int argc, char **argv, struct engine_args *a);

/*
 * Returns the descriptor of the parent's link.  Privilege is gone by then:
 * chroot, own ids, no capabilities.  HUP, USR1, USR2, ALRM, PIPE, TERM and INT
 * are ignored; an engine leaves when its link closes.  name stays with the
 * log.  Anything that fails is fatal.
 */
int	engine_start(int argc, char **argv, const char *name);

#endif
