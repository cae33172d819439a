import type { PasteError } from "./pasted.ts";
import { quoteShort } from "./limits.ts";

/** An option of curl by its long name, `url` for what is no option. The value is an isomorphic string. */
export interface CurlOption {
  readonly name: string;
  /** As it was written, for notes. */
  readonly written: string;
  readonly value: string;
}

// Of curl 7.88 (`curl --help all`) and those that came after it: https://curl.se/docs/manpage.html
const WITH_VALUE = new Set(
  `abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to
  continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode
  delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare
  etag-save expect100-timeout form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port
  ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header hostpubmd5 hostpubsha256 hsts interface ip-tos
  ipfs-gateway json keepalive-cnt keepalive-time key key-type knownhosts krb libcurl limit-rate local-port
  login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output
  output-dir parallel-max parallel-max-host pass pinnedpubkey preproxy proto proto-default proto-redir proxy
  proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key
  proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype
  proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer request
  request-target resolve retry retry-delay retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5
  socks5-gssapi-service socks5-hostname speed-limit speed-time stderr telnet-option tftp-blksize time-cond tls-max
  tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file upload-flags
  url url-query user user-agent variable vlan-priority write-out`.split(/\s+/),
);
const FLAGS = new Set(
  `anyauth append basic ca-native cert-status compressed compressed-ssh create-dirs crlf digest disable disable-eprt
  disable-epsv disallow-username-in-url doh-cert-status doh-insecure dump-ca-embed fail fail-early fail-with-body
  false-start follow form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control get
  globoff haproxy-protocol head help http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only
  ignore-content-length include insecure ipv4 ipv6 junk-session-cookies list-only location location-trusted
  mail-rcpt-allowfails manual metalink mptcp negotiate netrc netrc-optional next ntlm ntlm-wb out-null parallel
  parallel-immediate path-as-is post301 post302 post303 progress-bar progress-meter proxy-anyauth proxy-basic
  proxy-ca-native proxy-digest proxy-http2 proxy-insecure proxy-negotiate proxy-ntlm proxy-ssl-allow-beast
  proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel raw remote-header-name remote-name remote-name-all remote-time
  remove-on-error retry-all-errors retry-connrefused sasl-ir show-error show-headers silent skip-existing socks5-basic
  socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd
  ssl-revoke-best-effort sslv2 sslv3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay tftp-no-options
  tls-earlydata tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time use-ascii verbose version xattr
  alpn buffer clobber keepalive npn sessionid`.split(/\s+/),
);
const SHORT = new Map(
  `a=append E=cert K=config C=continue-at b=cookie c=cookie-jar d=data q=disable D=dump-header f=fail F=form P=ftp-port
  G=get g=globoff I=head H=header h=help 0=http1.0 i=include k=insecure 4=ipv4 6=ipv6 j=junk-session-cookies
  l=list-only L=location M=manual m=max-time n=netrc :=next N=buffer o=output Z=parallel #=progress-bar x=proxy
  U=proxy-user p=proxytunnel Q=quote r=range e=referer J=remote-header-name O=remote-name R=remote-time X=request
  S=show-error s=silent Y=speed-limit y=speed-time 2=sslv2 3=sslv3 t=telnet-option z=time-cond 1=tlsv1 T=upload-file
  B=use-ascii u=user A=user-agent v=verbose V=version w=write-out`
    .split(/\s+/)
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);

/** Reads what stands behind `curl`: long options, `--name=value` too, bundles of short ones, and URLs. */
export function readCurlOptions(words: readonly string[]): readonly CurlOption[] | PasteError {
  const options: CurlOption[] = [];
  let onlyUrls = false;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? "";
    if (onlyUrls || !word.startsWith("-") || word === "-") {
      options.push({ name: "url", written: word, value: word });
    } else if (word === "--") {
      onlyUrls = true;
    } else if (word.startsWith("--")) {
      const equals = word.indexOf("=");
      const written = equals < 0 ? word : word.slice(0, equals);
      const name = written.slice(2);
      if (WITH_VALUE.has(name)) {
        if (equals < 0) i += 1;
        const value = equals < 0 ? words[i] : word.slice(equals + 1);
        if (value === undefined) return withoutValue(written);
        options.push({ name, written, value });
      } else if (FLAGS.has(name) || FLAGS.has(name.replace(/^no-/, ""))) {
        options.push({ name, written, value: "" });
      } else {
        return unknown(written);
      }
    } else {
      for (let at = 1; at < word.length; at += 1) {
        const written = `-${word.charAt(at)}`;
        const name = SHORT.get(word.charAt(at));
        if (name === undefined) return unknown(written);
        if (!WITH_VALUE.has(name)) {
          options.push({ name, written, value: "" });
          continue;
        }
        const rest = word.slice(at + 1);
        if (rest === "") i += 1;
        const value = rest === "" ? words[i] : rest;
        if (value === undefined) return withoutValue(written);
        options.push({ name, written, value });
        break;
      }
    }
  }
  return options;
}

function withoutValue(option: string): PasteError {
  return { message: `The option ${option} has no value.`, fix: "Copy the whole command, down to its last line." };
}

function unknown(option: string): PasteError {
  return {
    message: `curl's option ${quoteShort(option)} is not known here, nor whether a value follows it.`,
    fix: "Leave it out of the command.",
  };
}
