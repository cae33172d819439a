import fc from "fast-check";

/** That a case fails is enough: nobody reads which is the smallest. */
fc.configureGlobal({ endOnFailure: true });
