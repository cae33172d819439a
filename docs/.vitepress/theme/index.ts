import DefaultTheme from "vitepress/theme-without-fonts";
// oxlint-disable-next-line import/no-unassigned-import -- VitePress takes style sheets so.
import "./style.css";

export default DefaultTheme;
